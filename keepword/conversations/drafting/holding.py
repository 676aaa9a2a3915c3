"""The customer writes while an answer waits for its time: it is held, because it may say the wrong thing now."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from keepword.conversations.changing import lock
from keepword.conversations.drafting.departing import WROTE, hold
from keepword.conversations.models import Draft
from keepword.conversations.models.draft import SCHEDULED
from keepword.events.models import Event
from keepword.kit.prepared import PreparedModels


def hold_back(event: Event) -> None:
    """Reaction to `message.received`."""
    hold_all_back([event])


def hold_all_back(events: Sequence[Event]) -> None:
    """Many at once cost one query where nothing is scheduled."""
    wrote = {event.conversation_id or 0 for event in events if not event.data.get("is_automatic")}
    for draft in _waiting(wrote):
        lock(draft.conversation)
        hold(draft, why=WROTE)


def _waiting(conversation_ids: set[int]) -> Iterable[Draft]:
    if len(conversation_ids) == 1:
        return WAITING.rows(conversation=min(conversation_ids))
    return _scheduled().filter(conversation_id__in=conversation_ids)


def _waiting_in(conversation: int) -> QuerySet[Draft]:
    return _scheduled().filter(conversation_id=conversation)


def _scheduled() -> QuerySet[Draft]:
    waiting = Draft.objects.filter(state=SCHEDULED)  # house: of whoever wrote them
    return waiting.select_related("conversation", "agent").order_by("conversation_id", "id")


WAITING = PreparedModels(_waiting_in)
