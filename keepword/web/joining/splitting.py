"""A part becomes a conversation of its own: /conversations/<id>/part."""

from dataclasses import dataclass

from django.db.models.functions import Left
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keepword.conversations.joining.splitting import CannotSplit, split
from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.message import INBOUND
from keepword.conversations.previewing import preview_of
from keepword.people.permissions import MERGE
from keepword.web import times
from keepword.web.conversations.finding import conversation_for
from keepword.web.desk import surroundings
from keepword.web.errors import refusal
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page
from keepword.web.rendering import answer

MOST = 100
READ = 1000  # letters, for a line of each


@dataclass(frozen=True, slots=True)
class Beginning:
    """A message with which the part may begin."""

    number: int
    name: str
    words: str
    when: SafeString


@for_agents(may=MERGE)
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def show(request: AgentRequest, number: int) -> HttpResponse:
    conversation = conversation_for(request, number)
    if request.method == "POST":
        return _split(request, conversation)
    context = surroundings(request) | {
        "conversation": conversation,
        "subject": conversation.subject or conversation.reference,
        "beginnings": _beginnings(conversation),
    }
    return answer(request, page="web/joining/split.html", part="web/joining/split.html", context=context)


def _split(request: AgentRequest, conversation: Conversation) -> HttpResponse:
    chosen = request.POST.get("message", "")
    number = int(chosen) if chosen.isascii() and chosen.isdecimal() and len(chosen) < 19 else 0  # noqa: PLR2004
    message: Message = get_object_or_404(conversation.messages, pk=number)
    try:
        made = split(message, by=request.user, subject=request.POST.get("subject", ""))
    except CannotSplit:
        reason = _("Choose a message of a customer that is not the first one.")
        return refusal(request, title=_("It cannot be split there"), reason=reason)
    return redirect("web:conversation", made.pk)


def _beginnings(conversation: Conversation) -> list[Beginning]:
    """The customer's messages but the first, the newest first."""
    reader = times.reader()
    theirs = conversation.messages.filter(kind=INBOUND).order_by("-at", "-id")
    read = theirs.values_list("pk", "sender_name", "sender_address", Left("text", READ), "at")[: MOST + 1]
    newest = list(read)
    return [
        Beginning(number, name or address, preview_of(text), reader.moment(at))
        for number, name, address, text, at in (newest[:-1] if len(newest) <= MOST else newest[:MOST])
    ]
