"""Did whoever acts know the customer's last words? A page may stand open for an hour while the customer writes on."""

from typing import Any

from django.db.models import QuerySet

from keepword.conversations.models import Conversation
from keepword.events.models import Event
from keepword.kit.prepared import Prepared


class NotSeen(ValueError):
    """The customer wrote something that was not on the page. `newest` is the id of their newest message."""

    def __init__(self, newest: int) -> None:
        super().__init__(newest)
        self.newest = newest


def newest_word(conversation_id: int) -> int:
    """The id of the customer's newest message in the order of storing, a robot's left aside; 0 when there is none.
    Read from the end of the log: it costs no more in a long conversation than in a short one."""
    found = NEWEST(conversation=conversation_id)
    return int(found[0][0]) if found else 0


def _newest(conversation: int) -> QuerySet[Event, Any]:
    received = Event.objects.filter(conversation_id=conversation, name="message.received", data__is_automatic=False)
    return received.order_by("-id").values_list("message_id")[:1]


NEWEST = Prepared(_newest)


def demand_seen(conversation: Conversation, *, seen: int | None) -> None:
    """`seen` is the newest message that whoever acts has read, None when they do not say. Raises NotSeen."""
    if seen is not None and newest_word(conversation.pk) > seen:
        raise NotSeen(newest_word(conversation.pk))
