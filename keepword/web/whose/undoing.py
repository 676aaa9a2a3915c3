"""The customer is the former one again: /conversations/<id>/contact/undoing."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepword.conversations.whose.putting_right import CannotChange
from keepword.conversations.whose.taking_back import TooLate, change_of, take_back
from keepword.people.permissions import CHANGE
from keepword.web.conversations.finding import LARGEST, conversation_for
from keepword.web.errors import refusal
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.whose.choosing import reason


@for_agents(may=CHANGE)
@require_POST
def create(request: AgentRequest, number: int) -> HttpResponse:
    """`change` is which one. What was taken back already is."""
    conversation = conversation_for(request, number)
    typed = request.POST.get("change", "")
    is_one = typed.isascii() and typed.isdecimal() and len(typed) < 19 and int(typed) <= LARGEST  # noqa: PLR2004
    change = change_of(conversation, number=int(typed)) if is_one else None
    if change is None:
        raise Http404
    try:
        take_back(conversation, change=change, by=request.user.as_actor)
    except (TooLate, CannotChange) as error:
        return refusal(request, title=_("This cannot be undone any more"), reason=_why(error.why))
    return redirect("web:conversation", conversation.pk)


def _why(why: str) -> str:
    if why == "changed":
        return _("Somebody changed the customer again since.")
    return _("The former customer was erased since.") if why == "erased" else reason(why)
