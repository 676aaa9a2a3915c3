"""Words that sort: /conversations/<id>/tags."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepword.conversations.tagging import LENGTH, BadTag, tag, untag
from keepword.people.permissions import CHANGE
from keepword.web.conversations.acting import back_to
from keepword.web.conversations.finding import conversation_for
from keepword.web.errors import refusal
from keepword.web.people.admitting import AgentRequest, for_agents


@for_agents(may=CHANGE)
@require_POST
def create(request: AgentRequest, number: int) -> HttpResponse:
    """`remove` names a tag to take away, else `add` one to put on."""
    conversation = conversation_for(request, number)
    try:
        if "remove" in request.POST:
            untag(conversation, name=request.POST["remove"], by=request.user.as_actor)
        else:
            tag(conversation, name=request.POST.get("add", ""), by=request.user.as_actor)
    except BadTag:
        reason = _("A tag has 1 to %(most)s letters.") % {"most": LENGTH}
        return refusal(request, title=_("This tag cannot be added"), reason=reason)
    return back_to(request, conversation)
