"""Keep what is being written beside a conversation: /asides/<id>/draft, and of one that has not begun
/conversations/<id>/asides/draft."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from keepword.conversations.asides.placing import draft_for
from keepword.conversations.drafting.keeping import discard
from keepword.people.permissions import NOTE
from keepword.web.asides.going_on import aside_for, back_to_it
from keepword.web.asides.keeping import keep
from keepword.web.conversations.acting import back_to
from keepword.web.conversations.finding import conversation_for
from keepword.web.drafts.away import back_from
from keepword.web.drafts.saving import is_script, told
from keepword.web.people.admitting import AgentRequest, for_agents


@for_agents(may=NOTE)
@require_http_methods(["GET", "HEAD", "POST"])
def going_on(request: AgentRequest, number: int) -> HttpResponse:
    """What is kept, as JSON with its version; posted, it is kept. 409 with what is kept there when another device
    wrote since."""
    aside = aside_for(request, number)
    if request.method != "POST":
        return told(draft_for(aside.conversation, agent=request.user, aside=aside.pk))
    answered = keep(request, aside.conversation, aside=aside.pk)
    return answered if is_script(request) else back_to_it(request, aside.conversation, number=aside.pk)


@for_agents(may=NOTE)
@require_http_methods(["GET", "HEAD", "POST"])
def beginning(request: AgentRequest, number: int) -> HttpResponse:
    """The same; with `away` what is kept is put away, and can be brought back."""
    conversation = conversation_for(request, number)
    draft = draft_for(conversation, agent=request.user, aside=None)
    if request.method != "POST":
        return told(draft)
    if "away" not in request.POST:
        answered = keep(request, conversation, aside=None)
        return answered if is_script(request) else back_to(request, conversation)
    if draft is None:
        return back_to(request, conversation)
    discard(draft)
    return back_from(request, draft)
