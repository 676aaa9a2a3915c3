"""What the form of the composer says, as a draft keeps it."""

from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from keepword.conversations.addressing import pieces
from keepword.conversations.drafting.enclosing import TooMuch, enclose
from keepword.conversations.drafting.keeping import Written, empty_draft, save
from keepword.conversations.macros.using import Use
from keepword.conversations.models import Conversation, Draft
from keepword.conversations.models.draft import TO_CUSTOMER
from keepword.people.models import Agent
from keepword.web.conversations.uploads import TooLarge, files_of
from keepword.web.conversations.used import uses_in
from keepword.web.people.admitting import AgentRequest

LONGEST_VERSION = 9  # digits


def saved(request: AgentRequest, conversation: Conversation, *, kind: str) -> Draft | None:
    """The words and files of this form, kept before anything can refuse them. None for nothing at all. Raises
    ChangedElsewhere, or TooLarge when the words are kept and the files are not."""
    data = request.POST
    draft = save(
        conversation,
        agent=request.user,
        kind=kind,
        written=written_in(data, kind=kind, by=request.user),
        version=version_in(data),
    )
    files = files_of(request, limit=settings.UPLOAD_SIZE_LIMIT)
    if not files:
        return draft
    draft = draft or empty_draft(conversation, agent=request.user, kind=kind)
    try:
        enclose(draft, files=files, limit=settings.UPLOAD_SIZE_LIMIT)
    except TooMuch as error:
        raise too_large() from error
    return draft


def too_large() -> TooLarge:
    most = {"most": settings.UPLOAD_SIZE_LIMIT // 1_000_000}
    return TooLarge(_("The files are larger than %(most)s MB together.") % most)


def written_in(data: QueryDict, *, kind: str, by: Agent) -> Written:
    macros = macros_of(uses_in(data, by=by)) if kind == TO_CUSTOMER else []
    return Written(data.get("text", ""), macros=macros, recipients=copies_in(data) if kind == TO_CUSTOMER else {})


def copies_in(data: QueryDict) -> dict[str, list[str]]:
    """By way, as they were typed."""
    found = {way: pieces(data.get(way, "")) for way in ("cc", "bcc")}
    return {way: them for way, them in found.items() if them}


def macros_of(uses: list[Use]) -> list[dict[str, Any]]:
    """As a draft keeps them."""
    return [
        {
            "macro": one.macro.pk,
            "do": [{"do": act.do, "to": act.to} for act in one.actions],
            "with": [file.pk for file in one.files],
        }
        for one in uses
    ]


def version_in(data: QueryDict) -> int | None:
    """The one that the page went on from, None when it does not say."""
    text = data.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_VERSION else None
