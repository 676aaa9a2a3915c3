"""The customer writes while an answer waits for its time: it is held, because it may say the wrong thing now."""

from collections.abc import Sequence

from keepword.conversations.changing import lock
from keepword.conversations.drafting.departing import WROTE, hold
from keepword.conversations.models import Draft
from keepword.conversations.models.draft import SCHEDULED
from keepword.events.models import Event


def hold_back(event: Event) -> None:
    """Reaction to `message.received`."""
    hold_all_back([event])


def hold_all_back(events: Sequence[Event]) -> None:
    """Many at once cost one query where nothing is scheduled."""
    wrote = {event.conversation_id or 0 for event in events if not event.data.get("is_automatic")}
    waiting = Draft.objects.filter(conversation_id__in=wrote, state=SCHEDULED)  # house: of whoever wrote them
    for draft in waiting.select_related("conversation", "agent").order_by("conversation_id", "id"):
        lock(draft.conversation)
        hold(draft, why=WROTE)
