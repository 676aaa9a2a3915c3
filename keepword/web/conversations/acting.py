"""What acts on a conversation have in common: what the page showed before, and the way back to it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from keepword.conversations.models import Conversation
from keepword.web.people.admitting import AgentRequest


def seen_by(request: AgentRequest) -> int | None:
    """The customer's newest message that was on the page from which the agent acts, None when it does not say."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else None


def back_to(request: AgentRequest, conversation: Conversation) -> HttpResponse:
    """See Other: a reload repeats nothing."""
    view = request.GET.get("view", "")
    address = reverse("web:conversation", args=[conversation.pk])
    return redirect(f"{address}?{urlencode({'view': view})}" if view else address)
