"""What an answer does to promises: nothing at all in most conversations, and then it costs one small query."""

from keepword.events.models import Event
from keepword.promises.ledger import keeping
from keepword.promises.ledger.unsaid import said_again


def answered(event: Event) -> None:
    """Reaction to `message.queued`: words that failed and are sent again promise again, and a person's words answer
    what was promised before. What we say by ourselves does neither."""
    if event.data.get("again"):
        said_again(event)
        keeping.written(event)
    elif not event.data.get("automatic") and keeping.is_owed(event):
        keeping.written(event)
