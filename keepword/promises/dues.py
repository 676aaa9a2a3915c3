"""What is due next in a conversation: the earliest of its running clocks and of the promises that it still
owes."""

from collections.abc import Collection, Sequence
from datetime import datetime

from keepword.conversations.falling_due import set_due
from keepword.events.models import Event
from keepword.promises.models import Clock, Promise


def follow(event: Event) -> None:
    follow_all([event])


def follow_all(events: Sequence[Event]) -> None:
    """A promise was made, kept, broken, renewed or withdrawn."""
    refresh({event.conversation_id for event in events if event.conversation_id})


def refresh(conversation_ids: Collection[int]) -> None:
    """After a clock or a promise of these conversations changed. What is overdue stays the earliest."""
    due: dict[int, datetime | None] = dict.fromkeys(conversation_ids)
    if not due:
        return
    clocks = Clock.objects.running().filter(conversation_id__in=due, due_at__isnull=False)
    promises = Promise.objects.owed().filter(conversation_id__in=due)
    for rows in (clocks, promises):
        for conversation_id, due_at in rows.values_list("conversation_id", "due_at"):
            known = due[conversation_id]
            due[conversation_id] = min(known, due_at) if known and due_at else due_at
    set_due(due)
