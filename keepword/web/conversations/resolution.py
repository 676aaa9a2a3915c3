"""It is done, or it is not: /conversations/<id>/resolution."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepword.conversations.models import Conversation
from keepword.conversations.resolving import reopen, resolve
from keepword.conversations.seeing import NotSeen
from keepword.people.permissions import CHANGE
from keepword.web.conversations.acting import back_to, refused_in_bin, seen_by
from keepword.web.conversations.composer import Composed
from keepword.web.conversations.conversation import page
from keepword.web.conversations.finding import conversation_for
from keepword.web.people.admitting import AgentRequest, for_agents


@for_agents(may=CHANGE)
@require_POST
def create(request: AgentRequest, number: int) -> HttpResponse:
    """`resolved` is "no" to open it again."""
    conversation = conversation_for(request, number)
    if refused := refused_in_bin(request, conversation):
        return refused
    if request.POST.get("resolved") == "no":
        reopen(conversation, by=request.user.as_actor)
        return back_to(request, conversation)
    try:
        resolve(conversation, by=request.user.as_actor, seen=seen_by(request))
    except NotSeen as error:
        return _held(request, conversation, newest=error.newest)
    return back_to(request, conversation)


def _held(request: AgentRequest, conversation: Conversation, *, newest: int) -> HttpResponse:
    name = conversation.contact.name or _("The customer")
    why = _("%(name)s wrote while this page was open, so it was not resolved. Read it, then resolve it again.")
    composed = Composed(refusal=why % {"name": name}, unseen=f"message-{newest}")
    return page(request, conversation, composed=composed, status_code=422)
