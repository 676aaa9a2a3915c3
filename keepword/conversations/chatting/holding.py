"""What follows for a chat when its conversation is given to somebody, or is done: called by the verbs themselves, and
only for chats, so that it costs no mail a question."""

from keepword.conversations.models import Chat, Conversation
from keepword.conversations.models.chat import LIVE, OVER, RINGING, RUNNING, UNANSWERED
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


def done(conversation: Conversation) -> None:
    """It is resolved."""
    Chat.objects.filter(conversation=conversation.pk).exclude(state=OVER).update(
        state=OVER, rings_for=None, rings_team=None, rings_until=None, given_by=None
    )
