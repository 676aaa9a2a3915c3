"""After a small act on a conversation: back to it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from keepword.conversations.models import Conversation
from keepword.web.people.admitting import AgentRequest


def back_to(request: AgentRequest, conversation: Conversation) -> HttpResponse:
    """See Other: a reload repeats nothing."""
    view = request.GET.get("view", "")
    address = reverse("web:conversation", args=[conversation.pk])
    return redirect(f"{address}?{urlencode({'view': view})}" if view else address)
