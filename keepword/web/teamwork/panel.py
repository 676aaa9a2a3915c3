"""Who works on a conversation together, beside it: /conversations/<id>/teamwork, asked for when it is looked at."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keepword.conversations.models import Conversation
from keepword.conversations.teamwork.following import follow, followers_of, unfollow
from keepword.conversations.teamwork.reading import read_in
from keepword.web.conversations.finding import conversation_for
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.rendering import answer, wants_part, wants_refresh


@for_agents
@require_safe
def show(request: AgentRequest, number: int) -> HttpResponse:
    """A part of the conversation's page, or a page of its own without a script. Who asks for it has the conversation
    before their eyes: their mentions there are read. An open page that looks again by itself proves nothing."""
    conversation = conversation_for(request, number)
    if not wants_refresh(request):
        read_in(conversation, by=request.user)
    return shown(request, conversation)


@for_agents
@require_POST
def following(request: AgentRequest, number: int) -> HttpResponse:
    """`follow` is "yes", or "no" to stop."""
    conversation = conversation_for(request, number)
    change = follow if request.POST.get("follow") == "yes" else unfollow
    change(conversation, by=request.user)
    return redirect("web:teamwork", conversation.pk)


def shown(request: AgentRequest, conversation: Conversation, *, status: int = 200, **more: Any) -> HttpResponse:
    followers = followers_of(conversation)
    context: dict[str, Any] = {
        "conversation": conversation,
        "subject": conversation.subject or _("Without a subject"),
        "address": reverse("web:conversation", args=[conversation.pk]),
        "live_name": f"conversation-{conversation.pk}",
        "followers": [one.name for one in followers],
        "follows": any(one.pk == request.user.pk for one in followers),
        **more,
    }
    if not wants_part(request):
        context |= surroundings(request)
    return answer(
        request, page="web/teamwork/page.html", part="web/teamwork/_panel.html", context=context, status=status
    )
