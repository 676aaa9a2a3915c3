"""A visitor has left, or ended the chat: nobody sits before a chat that is over."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from keepword.channels.chat.models import Visit
from keepword.conversations.changing import lock, tell
from keepword.conversations.chatting.rules import rules
from keepword.conversations.models import Chat, Conversation
from keepword.conversations.models.chat import LIVE, OVER, RINGING, UNANSWERED
from keepword.conversations.models.conversation import OPEN, WAITING
from keepword.conversations.resolving import resolve
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from keepword.kit import clock

AT_ONCE = 100


def end_left() -> None:
    """Those that are away for as long as the house waits. At regular times."""
    until = clock.now() - timedelta(minutes=rules().left_minutes)
    live = Chat.objects.filter(state__in=LIVE).values("conversation")
    gone = Visit.objects.filter(Q(seen_at__lt=until) | Q(ended_at__isnull=False), conversation__in=live)
    for number in sorted(set(gone.values_list("conversation_id", flat=True)[:AT_ONCE])):
        if not Visit.objects.filter(conversation=number, seen_at__gte=until, ended_at=None).exists():
            _end(number, cause=None)


def ended(event: Event) -> None:
    """Reaction to `visitor.ended`."""
    if event.conversation_id is not None:
        _end(event.conversation_id, cause=event)


@transaction.atomic
def _end(number: int, *, cause: Event | None) -> None:
    """Whoever has our answer needs nothing more: it is resolved. What was not answered stays open: it is answered by
    mail, or read when they come back. One that still rings is nobody's, and goes the way of what nobody took."""
    conversation = lock(Conversation.objects.get(pk=number))  # house: for the system, in any inbox
    chat = Chat.objects.filter(conversation=number, state__in=LIVE).first()
    if chat is None:
        return
    is_nobodys = chat.state == RINGING and chat.given_by_id is None
    ends = {"rings_for": None, "rings_team": None, "rings_until": None, "given_by": None, "left_at": clock.now()}
    Chat.objects.filter(pk=number).update(**ends | {"state": UNANSWERED if is_nobodys else OVER})
    tell(conversation, "chat.unanswered" if is_nobodys else "chat.ended", by=SYSTEM, cause=cause)
    if conversation.status == WAITING or (conversation.status == OPEN and conversation.waiting_since is None):
        resolve(conversation, by=SYSTEM, cause=cause)
