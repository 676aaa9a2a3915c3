"""What follows for a chat when its conversation is given to somebody, or is done: called by the verbs themselves, and
only for chats, so that it costs no mail a question."""

from keepword.conversations.changing import tell
from keepword.conversations.models import Chat, Conversation
from keepword.conversations.models.chat import LIVE, OVER, RINGING, RUNNING, UNANSWERED
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from keepword.kit import clock


def held(conversation: Conversation) -> None:
    """Its assignee is another. With nobody it rings again at once (see `ringing.ring_on`)."""
    rows = Chat.objects.filter(conversation=conversation.pk, state__in=[*LIVE, UNANSWERED])
    nobody_rings = {"rings_for": None, "rings_team": None, "given_by": None}
    now = clock.now()
    if conversation.assignee_id is None:
        rows.filter(state=RUNNING).update(state=RINGING, rings_until=now, tried=[], **nobody_rings)
    else:
        rows.update(state=RUNNING, rings_until=None, taken_at=now, **nobody_rings)


def done(conversation: Conversation, *, cause: Event) -> None:
    """It is resolved."""
    chats = Chat.objects.filter(conversation=conversation.pk)
    nothing_rings = {"rings_for": None, "rings_team": None, "rings_until": None, "given_by": None}
    chats.exclude(state=OVER).update(state=OVER, **nothing_rings)
    if chats.filter(is_wanted_by_mail=True, mailed_at=None).exists():
        tell(conversation, "chat.over", by=SYSTEM, cause=cause)
