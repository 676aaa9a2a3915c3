"""Keep the clocks: rows that say what `deadlines.py` says, written with the facts that move them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from keepword.conversations.changing import lock_all
from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.conversation import BINNED, DELETED, RESOLVED, SPAM
from keepword.events import log
from keepword.events.models import Event
from keepword.kit.updating import update_all
from keepword.promises.clocks.calendars import Calendars
from keepword.promises.clocks.deadlines import Deadline, clocks_of
from keepword.promises.clocks.deeds import Story
from keepword.promises.clocks.policies import terms_ever
from keepword.promises.clocks.steps import BREACH
from keepword.promises.clocks.stories import stories_of
from keepword.promises.clocks.terms import Terms
from keepword.promises.dues import refresh
from keepword.promises.models import Clock, Wait
from keepword.promises.models.clock import MET_LATE, NEVER_MET, PAUSED, RUNNING

STRIDE = 200  # conversations read at once


def follow(event: Event) -> None:
    follow_all([event])


def follow_all(events: Sequence[Event]) -> None:
    """Facts of one transaction. Nothing is read where nobody ever set a target, nor for what we say by ourselves."""
    policies = terms_ever()
    if not policies:
        return
    others = [one for one in events if one.name != "message.received" and not one.data.get("automatic")]
    moved = {one.conversation_id for one in others if one.conversation_id}
    keep(moved | _waiting_since([one for one in events if one.name == "message.received"]), policies=policies)


def _waiting_since(events: list[Event]) -> set[int]:
    """The conversations in which these messages began a wait: a further one moves no clock."""
    told = [one.message_id for one in events if one.message_id and not one.data.get("is_automatic")]
    if not told:
        return set()
    arrived = set(Message.objects.filter(id__in=told).values_list("conversation_id", "at"))
    ids = {conversation_id for conversation_id, _ in arrived}
    begun = Wait.objects.running().filter(conversation_id__in=ids).values_list("conversation_id", "started_at")
    return {conversation_id for conversation_id, at in begun if (conversation_id, at) in arrived}


def keep(conversation_ids: Iterable[int], *, policies: Sequence[Terms] | None = None) -> list[int]:
    """Make the clocks of these conversations what the facts say. Returns the conversations where a row changed."""
    ids = sorted(conversation_ids)
    terms = terms_ever() if policies is None else policies
    if not ids or not terms:
        return []
    rows: dict[int, list[Clock]] = defaultdict(list)
    for clock in Clock.objects.filter(conversation_id__in=ids).order_by("id"):
        rows[clock.conversation_id].append(clock)
    calendars = Calendars()
    new: list[Clock] = []
    old: list[Clock] = []
    gone: list[Clock] = []
    for story in stories_of(ids):
        made, changed, surplus = _match(
            _clocks(story, policies=terms, calendars=calendars), rows[story.conversation_id]
        )
        new, old, gone = new + made, old + changed, gone + surplus
    if gone:
        Clock.objects.filter(id__in=[clock.pk for clock in gone]).delete()
    Clock.objects.bulk_create(new)
    update_all(Clock, [(clock.pk, *(getattr(clock, name) for name in COMPARED)) for clock in old], fields=FIELDS)
    touched = sorted({clock.conversation_id for clock in [*new, *old, *gone]})
    refresh(touched)
    return touched


FIELDS = ("seconds", "due_at", "warnings", "pauses", "ended_at", "outcome", "hours_version", "next_at")


def _clocks(story: Story, *, policies: Sequence[Terms], calendars: Calendars) -> list[Clock]:
    def in_force(team_id: int | None, ended_at: datetime | None) -> Any:
        return calendars.of(team_id=team_id, inbox_id=story.inbox_id, ended_at=ended_at)

    found = clocks_of(story, policies=policies, calendar=lambda team_id, ended_at: in_force(team_id, ended_at).hours)
    business = {one.policy_id for one in policies if one.is_business}
    return [
        _row(
            story.conversation_id,
            one,
            in_force(one.team_id, one.ended_at).version_id if one.policy_id in business else None,
        )
        for one in found
    ]


def _row(conversation_id: int, deadline: Deadline, hours_version_id: int | None) -> Clock:
    clock = Clock(
        conversation_id=conversation_id,
        policy_id=deadline.policy_id,
        kind=deadline.kind,
        started_at=deadline.started_at,
        since=deadline.since,
        seconds=deadline.seconds,
        due_at=deadline.due_at,
        warnings=[[share, at.isoformat()] for share, at in deadline.warnings],
        pauses=[[begins.isoformat(), ends and ends.isoformat()] for begins, ends in deadline.pauses],
        ended_at=deadline.ended_at,
        outcome=deadline.outcome,
        hours_version_id=hours_version_id,
    )
    clock.next_at = next_at(clock)
    return clock


def next_at(clock: Clock) -> datetime | None:
    """When a warning or the breach has to be told next. A clock that ended warns no more, but its breach is told
    even when nobody looked in time."""
    return min((at for _, at in untold(clock)), default=None)


def untold(clock: Clock) -> list[tuple[int, datetime]]:
    """(share, instant) of what is still to be told, BREACH the last."""
    found = []
    if clock.outcome in (RUNNING, PAUSED):
        found = [(share, datetime.fromisoformat(at).astimezone(UTC)) for share, at in clock.warnings]
    if clock.due_at and clock.outcome in (RUNNING, MET_LATE, NEVER_MET):
        found.append((BREACH, clock.due_at))
    return [(share, at) for share, at in found if share not in clock.told]


def _key(clock: Clock) -> tuple[Any, ...]:
    return clock.kind, clock.policy_id, clock.started_at, clock.since


def _match(made: list[Clock], rows: list[Clock]) -> tuple[list[Clock], list[Clock], list[Clock]]:
    """Rows to create, rows that change, rows that are no more."""
    known: dict[tuple[Any, ...], list[Clock]] = defaultdict(list)
    for row in rows:
        known[_key(row)].append(row)
    new, changed = [], []
    for clock in made:
        same = known[_key(clock)]
        if not same:
            new.append(clock)
            continue
        row = same.pop(0)
        clock.pk, clock.told = row.pk, row.told
        clock.next_at = next_at(clock)
        if any(getattr(row, name) != getattr(clock, name) for name in COMPARED):
            changed.append(clock)
    return new, changed, [row for left in known.values() for row in left]


COMPARED = [name if name != "hours_version" else "hours_version_id" for name in FIELDS]


def follow_policies(event: Event) -> None:
    """A policy was made, changed or retired: every conversation that is not done is looked at."""
    _keep_all(Conversation.objects.exclude(status__in=[RESOLVED, SPAM, BINNED, DELETED]).values_list("id", flat=True))


def follow_calendars(event: Event) -> None:
    """A calendar was changed, or somebody keeps another: only what still runs is reckoned anew, and the log says
    where that moved something."""
    running = Clock.objects.running().order_by("conversation_id").values_list("conversation_id", flat=True)
    for touched in _keep_all(running.distinct()):
        with transaction.atomic():
            for number, inbox_id in Conversation.objects.filter(id__in=touched).values_list("id", "inbox_id"):
                log.record("clock.recomputed", conversation_id=number, inbox_id=inbox_id, cause=event)


def _keep_all(conversation_ids: Iterable[int]) -> list[list[int]]:
    """In strides with a transaction each: whoever answers a customer meanwhile waits for one stride at most."""
    ids = list(conversation_ids)
    touched = []
    for start in range(0, len(ids), STRIDE):
        with transaction.atomic():
            stride = ids[start : start + STRIDE]
            lock_all(stride)  # what is read must still be so when it is written
            touched.append(keep(stride))
    return touched
