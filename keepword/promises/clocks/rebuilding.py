"""Waits, clocks and where the time went, from the log and the messages alone, as if nobody had ever written them: the
same rows."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from keepword.conversations.changing import lock_all
from keepword.conversations.models import Conversation
from keepword.events.models import Event
from keepword.promises.clocks import clocks, waiting
from keepword.promises.models import Clock
from keepword.promises.time_spent import keeping
from keepword.promises.time_spent.counting import count_touched

STRIDE = 500  # conversations


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """`waits`: rows that were wrong or missing; `clocks`: conversations in which one was."""

    conversations: int
    waits: int
    clocks: int


def rebuild(*, progress: Callable[[int], None] = lambda count: None) -> Rebuilt:
    """Every conversation, in strides with a transaction each."""
    last = seen = waits = moved = 0
    while True:
        # For the clocks, not for a person: every inbox.
        ids = list(Conversation.objects.filter(id__gt=last).order_by("id").values_list("id", flat=True)[:STRIDE])
        if not ids:
            count_touched()
            return Rebuilt(seen, waits, moved)
        with transaction.atomic():
            lock_all(ids)
            waits += waiting.read_again(ids)
            touched = clocks.keep(ids)
            _remember_what_was_told(touched)
            keeping.keep(ids)
        moved += len(touched)
        last, seen = ids[-1], seen + len(ids)
        progress(seen)


def _remember_what_was_told(conversation_ids: list[int]) -> None:
    """So that no warning is told twice by a clock that was made anew."""
    told: dict[tuple[object, ...], list[int]] = defaultdict(list)
    events = Event.objects.filter(conversation_id__in=conversation_ids, name__in=["clock.warned", "clock.breached"])
    for number, data in events.order_by("id").values_list("conversation_id", "data"):
        told[number, data["kind"], data["policy"], data["started_at"], data["since"]].append(data["share"])
    for clock in Clock.objects.filter(conversation_id__in=conversation_ids):
        key = (
            clock.conversation_id,
            clock.kind,
            clock.policy_id,
            clock.started_at.isoformat(),
            clock.since.isoformat(),
        )
        if told[key] != clock.told:
            clock.told = told[key]
            clock.next_at = clocks.next_at(clock)
            clock.save(update_fields=["told", "next_at"])
