"""What an answer does to promises: nothing at all in most conversations, and then it costs one small query."""

from typing import Any

from django.db.models import Q, QuerySet

from keepword.events.models import Event
from keepword.kit.prepared import Prepared
from keepword.promises.ledger.keeping import kept_by_reply, kept_when_sent_again
from keepword.promises.ledger.unsaid import UNDELIVERED, said_again
from keepword.promises.models import Promise
from keepword.promises.models.promise import BROKEN, OPEN, WITHDRAWN


def answered(event: Event) -> None:
    """Reaction to `message.queued`: words that failed and are sent again promise again, and a person's answer keeps
    what was promised before. What we say by ourselves for the first time does neither."""
    if event.data.get("again"):
        kept_when_sent_again(event)
    if not event.data.get("automatic") and TOUCHED(conversation=event.conversation_id or 0):
        said_again(event)
        kept_by_reply(event)


def _touched(conversation: int) -> QuerySet[Promise, Any]:
    owed = Q(state__in=[OPEN, BROKEN], done_at=None)
    unsaid = Q(state=WITHDRAWN, reason=UNDELIVERED)
    return Promise.objects.filter(owed | unsaid, conversation_id=conversation).values_list("id")[:1]


TOUCHED = Prepared(_touched)
