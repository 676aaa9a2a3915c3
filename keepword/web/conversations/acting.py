"""What acts on a conversation have in common: what the page showed before, and the way back to it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import BINNED
from keepword.conversations.seeing import Read
from keepword.kit.reversing import address_of
from keepword.web.errors import refusal
from keepword.web.people.admitting import AgentRequest


def seen_by(request: AgentRequest) -> int | None:
    """The newest message that was on the page from which the agent acts, None when it does not say."""
    return _number(request.POST.get("seen", ""))


def read_by(request: AgentRequest) -> Read | None:
    """What was on that page of colleagues' answers, None when it does not say."""
    seen = seen_by(request)
    leaving = frozenset(number for text in request.POST.getlist("leaving") if (number := _number(text)) is not None)
    return None if seen is None else Read(seen, leaving)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def refused_in_bin(request: AgentRequest, conversation: Conversation) -> HttpResponse | None:
    """The page of one in the bin has no buttons for its status: who presses one has a page from before. What a
    colleague deleted does not come back by it."""
    if conversation.status != BINNED:
        return None
    return refusal(request, title=_("This cannot be done"), reason=_("It is in the bin. Restore it first."))


def back_to(request: AgentRequest, conversation: Conversation) -> HttpResponse:
    """See Other: a reload repeats nothing."""
    view = request.GET.get("view", "")
    address = address_of("web:conversation", conversation.pk)
    return redirect(f"{address}?{urlencode({'view': view})}" if view else address)
