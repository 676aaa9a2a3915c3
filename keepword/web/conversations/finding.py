"""The one way by which a screen comes to a conversation."""

from django.shortcuts import get_object_or_404

from keepword.conversations.models import Conversation
from keepword.web.people.admitting import AgentRequest


def conversation_for(request: AgentRequest, number: int) -> Conversation:
    """The conversation, if the agent may see it; for a stranger it does not exist (404)."""
    return get_object_or_404(Conversation.objects.visible_to(request.user).with_people(), pk=number)
