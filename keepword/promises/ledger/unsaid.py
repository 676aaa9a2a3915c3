"""What was promised in words that never arrived was not promised."""

from keepword.conversations.changing import tell
from keepword.conversations.models import Message
from keepword.conversations.models.message import said_at
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from keepword.kit import clock
from keepword.promises.dues import refresh
from keepword.promises.ledger.settling import settle_broken_after_all
from keepword.promises.models import Promise
from keepword.promises.models.promise import OPEN, RENEWED, WITHDRAWN

UNDELIVERED = "undelivered"


def unsaid(event: Event) -> None:
    """Reaction to `message.failed`: nobody was told these times, so they do not count, and what they were to replace
    is owed as before."""
    now = clock.now()
    for promise in Promise.objects.open().select_related("conversation").filter(message_id=event.message_id or 0):
        Promise.objects.filter(pk=promise.pk).update(state=WITHDRAWN, settled_at=now, reason=UNDELIVERED)
        Promise.objects.filter(renewed_by=promise, state=RENEWED).update(state=OPEN, settled_at=None)
        facts = {"promise": promise.pk, "what": promise.what, "due_at": promise.due_at.isoformat()}
        tell(promise.conversation, "promise.withdrawn", by=SYSTEM, cause=event, **facts)


def told_too_late(event: Event) -> None:
    """Reaction to `message.sent`, by `keeping`: a new time counts from when its words left. Where the old time had
    passed by then, nobody was told in time, and it was broken; the new one stands as well."""
    for promise in Promise.objects.filter(renewed_by__message_id=event.message_id or 0, state=RENEWED):
        message = Message.objects.get(pk=event.message_id or 0)
        left_at = message.left_at
        if left_at is None or said_at(written_at=message.answered_at, left_at=left_at) <= promise.due_at:
            continue
        settle_broken_after_all(promise, cause=event)


def said_again(event: Event) -> None:
    """Reaction to `message.queued`: the same words are sent once more. Nothing is asked of what is sent first."""
    if not event.data.get("again"):
        return
    again = Promise.objects.filter(message_id=event.message_id or 0, state=WITHDRAWN, reason=UNDELIVERED)
    for promise in again.filter(due_at__gt=clock.now()):
        Promise.objects.filter(pk=promise.pk).update(state=OPEN, settled_at=None, reason="")
        replaced = Promise.objects.open().filter(renewed_by=promise, due_at__gt=clock.now())
        replaced.update(state=RENEWED, settled_at=clock.now())
        refresh([promise.conversation_id])
