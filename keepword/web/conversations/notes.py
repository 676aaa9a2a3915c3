"""A word among colleagues: /conversations/<id>/notes."""

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepword.conversations.drafting.enclosing import kept_in
from keepword.conversations.drafting.keeping import ChangedElsewhere, remove
from keepword.conversations.models import Conversation, Draft
from keepword.conversations.models.draft import TO_TEAM
from keepword.conversations.noting import note
from keepword.conversations.repeating import key_of, said_before
from keepword.conversations.replying import NothingToSay
from keepword.conversations.teamwork.mentioning import NotForThem
from keepword.people.permissions import NOTE
from keepword.web.conversations.acting import back_to
from keepword.web.conversations.composer import Composed
from keepword.web.conversations.conversation import page
from keepword.web.conversations.finding import conversation_for
from keepword.web.conversations.uploads import TooLarge
from keepword.web.drafts.reading import saved
from keepword.web.people.admitting import AgentRequest, for_agents


@for_agents(may=NOTE)
@require_POST
def create(request: AgentRequest, number: int) -> HttpResponse:
    conversation = conversation_for(request, number)
    text, form = request.POST.get("text", ""), request.POST.get("form", "")
    if said_before(conversation, key=key_of(form, text=text)):
        return back_to(request, conversation)
    try:
        _add(request, conversation, draft=saved(request, conversation, kind=TO_TEAM))
    except NothingToSay:
        return _refused(request, conversation, why=_("Write something, or attach a file."))
    except NotForThem as error:
        return _refused(request, conversation, why=not_for_them(error.names))
    except TooLarge as error:
        return _refused(request, conversation, why=str(error))
    except ChangedElsewhere:
        why = _("You wrote other words here on another device, so nothing was kept. They stand below yours.")
        return _refused(request, conversation, why=why)
    return back_to(request, conversation)


def not_for_them(names: list[str]) -> str:
    """Why a note with these names in it is not kept."""
    why = _("%(names)s may not see this conversation, so nothing was kept yet. Leave the @ out, or ask somebody else.")
    return why % {"names": ", ".join(names)}


@transaction.atomic
def _add(request: AgentRequest, conversation: Conversation, *, draft: Draft | None) -> None:
    if draft is None:
        raise NothingToSay
    note(
        conversation,
        text=draft.text,
        by=request.user,
        kept=kept_in(draft.files.all()),
        form=request.POST.get("form", ""),
    )
    remove(draft)


def _refused(request: AgentRequest, conversation: Conversation, *, why: str) -> HttpResponse:
    written = Composed(is_note=True, note_text=request.POST.get("text", ""), note_error=why)
    return page(request, conversation, composed=written, status_code=422)
