"""A broken promise is owed until it is done, or until nobody waits for it any more. Broken it stays in the rate."""

from keepword.events.models import Event
from keepword.promises.dues import refresh
from keepword.promises.models import Promise
from keepword.promises.models.promise import BROKEN, KEPT_BY_WRITING, PromiseQuerySet


def let_go(event: Event) -> None:
    """Reaction to `conversation.resolved` and `conversation.marked_spam`, after what these keep and withdraw."""
    if _undone(event).update(let_go_at=event.at):
        refresh([event.conversation_id or 0])


def let_go_of_words(event: Event) -> None:
    """Reaction to `conversation.no_reply_needed`: a call or an errand is owed all the same."""
    if _undone(event).filter(what__in=KEPT_BY_WRITING).update(let_go_at=event.at):
        refresh([event.conversation_id or 0])


def owed_again(event: Event) -> None:
    """Reaction to `conversation.reopened` and `conversation.unmarked_spam`."""
    gone = Promise.objects.filter(conversation_id=event.conversation_id or 0, state=BROKEN, let_go_at__isnull=False)
    if gone.update(let_go_at=None):
        refresh([event.conversation_id or 0])


def _undone(event: Event) -> PromiseQuerySet:
    """What is answered, and has not left, is owed until it has."""
    owed = Promise.objects.owed().filter(conversation_id=event.conversation_id or 0, state=BROKEN)
    return owed.filter(written_by=None)
