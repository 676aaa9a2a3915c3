"""What stands in the form of a side conversation, kept as a draft."""

from typing import Any

from django.http import HttpResponse, QueryDict

from keepword.conversations.asides.placing import place_of
from keepword.conversations.drafting.keeping import ChangedElsewhere, Written, save
from keepword.conversations.models import Conversation
from keepword.conversations.models.draft import TO_OUTSIDE
from keepword.conversations.repeating import form_was_used
from keepword.kit.storable import storable
from keepword.web.asides.form import LONGEST, WAYS
from keepword.web.drafts.reading import version_in
from keepword.web.drafts.saving import told
from keepword.web.people.admitting import AgentRequest

LONGEST_TO, LONGEST_SUBJECT, LONGEST_ID = 2000, 300, 18


def keep(request: AgentRequest, conversation: Conversation, *, aside: int | None) -> HttpResponse:
    """Nothing is kept of a form that was sent meanwhile."""
    if form_was_used(conversation, mark=request.POST.get("form", "")):
        return told(None)
    text = request.POST.get("text", "")[:LONGEST]
    written = Written(text, outside=_besides(request.POST) if aside is None else None)
    try:
        draft = save(
            conversation,
            agent=request.user,
            kind=TO_OUTSIDE,
            written=written,
            version=version_in(request.POST),
            place=place_of(aside),
        )
    except ChangedElsewhere as error:
        return told(error.draft, status=409)
    return told(draft)


def _besides(data: QueryDict) -> dict[str, Any]:
    """What the form says besides the words, as `asides/recalling.py` keeps it; nothing while nothing was typed. Of
    what is forwarded a subject stands there by itself."""
    way = data.get("way", "")
    to, subject = (
        storable(data.get("to", ""))[:LONGEST_TO].strip(),
        storable(data.get("subject", ""))[:LONGEST_SUBJECT],
    )
    if way not in WAYS or not (data.get("text", "").strip() or to or (subject.strip() and way != "forward")):
        return {}
    found: dict[str, Any] = {"way": way, "to": [to] if to else [], "subject": subject}
    if way == "forward":
        message = _number(data.get("message", ""))
        found |= {"forward": [message] if message else [], "with_files": "with_files" in data}
    return found | ({"team": _number(data.get("team", ""))} if way == "team" else {})


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID else None
