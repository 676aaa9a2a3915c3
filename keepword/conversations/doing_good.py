"""A solved conversation adds to the counters of its brand's mission, and adds nothing once it is open again."""

from collections.abc import Sequence

from keepword.brands.mission.counting import settle
from keepword.brands.models import SOLVED, Counter
from keepword.conversations.models import Inbox
from keepword.events.models import Event


def follow(event: Event) -> None:
    follow_all([event])


def follow_all(events: Sequence[Event]) -> None:
    """Reaction to `conversation.resolved` and `conversation.reopened`, in their transaction. One query where nobody
    counts."""
    counters = list(Counter.objects.filter(per=SOLVED).order_by("id"))
    if not counters:
        return
    ids = {event.inbox_id for event in events if event.inbox_id}
    brands = dict(Inbox.objects.filter(pk__in=ids).values_list("id", "brand_id"))  # house: for a sum
    for event in events:
        for counter in counters:
            if brands.get(event.inbox_id or 0) == counter.brand_id:
                amount = counter.step if event.name == "conversation.resolved" else 0
                settle(counter, source=f"conversation:{event.conversation_id}", amount=amount)
