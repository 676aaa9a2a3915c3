"""Clocks, as plain values: from what people did and what we aim at to what is due when. Pure.

A clock runs from the moment that begins it until the thing is done, in the time of its policy, without the spans that
the policy does not count. Due is an instant of the world: it does not matter who looked and when. Done exactly when
due is in time.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from keepword.hours.spans import OpeningHours, add, seconds_between
from keepword.promises.clocks import deeds
from keepword.promises.clocks.deeds import Story
from keepword.promises.clocks.stretches import CUSTOMER, DONE, Stretch, stretches_of
from keepword.promises.clocks.terms import Facts, Terms, choose, facts_at, facts_over_time
from keepword.promises.clocks.turns import waits_of
from keepword.promises.models.clock import MET, MET_LATE, NEVER_MET, PAUSED, RUNNING, VOID
from keepword.promises.models.policy import FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION, UPDATE
from keepword.promises.models.wait import REPLY

Pause = tuple[datetime, datetime | None]
# The opening hours that count for a team, None as its end for a clock that still runs.
Calendar = Callable[[int | None, datetime | None], OpeningHours]


@dataclass(frozen=True, slots=True)
class Task:
    """Something that we owe, whether or not there is a target for it. `is_done`: it was done, not only over."""

    kind: str
    started_at: datetime
    ended_at: datetime | None = None
    is_done: bool = False
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """One clock. `since` is when its policy took hold, later than `started_at` for one that was changed meanwhile.

    `due_at` is None while it is paused, and when we never open for so long again. Overdue clocks stay "running".
    `ended_at` is when it was done, or when there was nothing left to do.
    """

    kind: str
    policy_id: int
    started_at: datetime
    since: datetime
    seconds: int
    due_at: datetime | None
    warnings: tuple[tuple[int, datetime], ...]
    pauses: tuple[Pause, ...]
    ended_at: datetime | None
    outcome: str
    team_id: int | None


@dataclass(frozen=True, slots=True)
class _Aim:
    """What counted from an instant on."""

    since: datetime
    terms: Terms | None
    seconds: int | None
    team_id: int | None


def tasks_of(story: Story) -> list[Task]:
    """What was owed in a conversation: first the answers, then the solution, then the words in between."""
    stretches = stretches_of(story)
    return [*_answers(story), *_solutions(story, stretches=stretches), *_updates(story, stretches=stretches)]


def _answers(story: Story) -> Iterator[Task]:
    for place, wait in enumerate(waits_of(story)):
        kind = NEXT_RESPONSE if place else FIRST_RESPONSE
        yield Task(kind, wait.started_at, wait.ended_at, wait.ended_by == REPLY)


def _solutions(story: Story, *, stretches: list[Stretch]) -> Iterator[Task]:
    """One from the first word of the customer to the first resolution, and one from each opening again."""
    first = next((deed.at for deed in story.deeds if deed.what == deeds.ARRIVED), None)
    if first is None:
        return
    pauses = _pauses(stretches)
    began: datetime | None = first
    for one in stretches:
        if began and one.turn == DONE and one.started_at >= began:
            yield Task(RESOLUTION, began, one.started_at, True, _within(pauses, began, one.started_at))
            began = one.ended_at
    if began:
        end = stretches[-1].ended_at
        yield Task(RESOLUTION, began, end, False, _within(pauses, began, end))


def _updates(story: Story, *, stretches: list[Stretch]) -> Iterator[Task]:
    """From the customer's first word or our last to our next, as long as it is not resolved."""
    said = sorted(deed.at for deed in story.deeds if deed.what == deeds.ANSWERED)
    for solution in _solutions(story, stretches=stretches):
        began, end = solution.started_at, solution.ended_at
        for at in said:
            if at > began and (end is None or at < end):
                yield Task(UPDATE, began, at, True, _within(solution.pauses, began, at))
                began = at
        yield Task(UPDATE, began, end, False, _within(solution.pauses, began, end))


def _pauses(stretches: list[Stretch]) -> list[Pause]:
    return [(one.started_at, one.ended_at) for one in stretches if one.turn == CUSTOMER]


def _within(pauses: Sequence[Pause], start: datetime, end: datetime | None) -> tuple[Pause, ...]:
    """The parts of the pauses that lie in a span, cut at both ends; none that is empty."""
    cut = []
    for begins, ends in pauses:
        first = max(begins, start)
        last = end if ends is None else ends if end is None else min(ends, end)
        if last is None or first < last:
            cut.append((first, last))
    return tuple(cut)


def clocks_of(story: Story, *, policies: Sequence[Terms], calendar: Calendar) -> list[Deadline]:
    """All clocks of a conversation: those that run, those that ended and those that a changed policy put an end to."""
    facts = facts_over_time(story)
    found: list[Deadline] = []
    for task in tasks_of(story):
        aims = _aims(task, story=story, facts=facts, policies=policies)
        found += _clocks(task, aims=aims, calendar=calendar)
    over_at = story.when(deeds.MARKED_SPAM) if story.is_spam else story.when(deeds.MERGED)
    if story.is_spam or over_at:
        return [replace(one, outcome=VOID) for one in found if one.ended_at and over_at and one.started_at < over_at]
    return found


def _aims(
    task: Task, *, story: Story, facts: Sequence[tuple[datetime | None, Facts]], policies: Sequence[Terms]
) -> list[_Aim]:
    """What was aimed at when it began, and what each change made of it."""
    changes = {at for at, _ in facts if at} | {one.made_at for one in policies}
    changes |= {one.retired_at for one in policies if one.retired_at}
    moments = [task.started_at, *sorted(at for at in changes if at > task.started_at and not _is_past(task, at))]
    aims: list[_Aim] = []
    for at in moments:
        then = facts_at(facts, at)
        terms = choose(policies, story=story, facts=then, at=at)
        seconds = terms.seconds.get((then.priority, task.kind)) if terms else None
        aim = _Aim(at, terms if seconds else None, seconds, then.team_id)
        if not aims or (aims[-1].terms, aims[-1].seconds) != (aim.terms, aim.seconds):
            aims.append(aim)
        else:
            aims[-1] = replace(aims[-1], team_id=then.team_id)
    return aims


def _is_past(task: Task, at: datetime) -> bool:
    return task.ended_at is not None and at >= task.ended_at


def _clocks(task: Task, *, aims: list[_Aim], calendar: Calendar) -> Iterator[Deadline]:
    """One for each policy that counted for some time; one policy may change its target with the priority."""
    place = 0
    while place < len(aims):
        last = place
        while last + 1 < len(aims) and aims[last + 1].terms == aims[place].terms:
            last += 1
        until = aims[last + 1].since if last + 1 < len(aims) else None
        if aims[place].terms:
            yield _clock(task, aims=aims[place : last + 1], replaced_at=until, calendar=calendar)
        place = last + 1


def _clock(task: Task, *, aims: list[_Aim], replaced_at: datetime | None, calendar: Calendar) -> Deadline:
    terms = aims[0].terms
    assert terms is not None  # noqa: S101  for the type checker: `_clocks` asked
    ended_at = replaced_at or task.ended_at
    pauses = _within(task.pauses, task.started_at, ended_at) if terms.pauses_for_customer else ()
    hours = calendar(aims[-1].team_id, ended_at) if terms.is_business else None
    due_at = _due(task, aims=aims, pauses=pauses, hours=hours)
    is_done = task.is_done and replaced_at is None
    return Deadline(
        kind=task.kind,
        policy_id=terms.policy_id,
        started_at=task.started_at,
        since=aims[0].since,
        seconds=aims[-1].seconds or 0,
        due_at=due_at,
        warnings=_warnings(task, aim=aims[-1], share_of=terms.warn_at, pauses=pauses, hours=hours, due_at=due_at),
        pauses=pauses,
        ended_at=ended_at,
        outcome=_outcome(due_at, ended_at=ended_at, is_done=is_done, is_paused=_is_paused(pauses)),
        team_id=aims[-1].team_id,
    )


def _due(task: Task, *, aims: list[_Aim], pauses: Sequence[Pause], hours: OpeningHours | None) -> datetime | None:
    """A target that changes counts from the beginning; but what was overdue before it changed stays overdue since
    then, and nothing is overdue before anybody could know of it."""
    due_at: datetime | None = None
    for place, aim in enumerate(aims):
        if place and due_at and due_at < aim.since:
            break
        due_at = reach(task.started_at, seconds=aim.seconds or 0, pauses=pauses, hours=hours)
        if due_at and due_at < aim.since:
            due_at = aim.since
    return due_at


def _warnings(
    task: Task,
    *,
    aim: _Aim,
    share_of: Sequence[int],
    pauses: Sequence[Pause],
    hours: OpeningHours | None,
    due_at: datetime | None,
) -> tuple[tuple[int, datetime], ...]:
    """(share in percent, instant), in order: those that come before it is due."""
    found = []
    for share in sorted(share_of):
        at = reach(task.started_at, seconds=(aim.seconds or 0) * share // 100, pauses=pauses, hours=hours)
        if at:
            at = max(at, aim.since)
            if due_at is None or at < due_at:
                found.append((share, at))
    return tuple(found)


def reach(
    start: datetime, *, seconds: int, pauses: Sequence[Pause] = (), hours: OpeningHours | None = None
) -> datetime | None:
    """The instant at which so many seconds have passed outside of the pauses; of business time with `hours`, else of
    calendar time. None while a pause lasts that it lies behind, and when we never open for so long again."""
    left, at = float(seconds), start
    for begins, ends in pauses:
        passed = _passed(at, begins, hours=hours)
        if left <= passed:
            break
        if ends is None:
            return None
        left, at = left - passed, ends
    return at + timedelta(seconds=left) if hours is None else add(hours, at, round(left))


def _passed(start: datetime, end: datetime, *, hours: OpeningHours | None) -> float:
    return (end - start).total_seconds() if hours is None else seconds_between(hours, start, end)


def _is_paused(pauses: Sequence[Pause]) -> bool:
    return bool(pauses) and pauses[-1][1] is None


def _outcome(due_at: datetime | None, *, ended_at: datetime | None, is_done: bool, is_paused: bool) -> str:
    """What is over without having been done, before it was due, counts nowhere."""
    if ended_at is None:
        return PAUSED if is_paused and due_at is None else RUNNING
    is_late = due_at is not None and due_at < ended_at
    if is_done:
        return MET_LATE if is_late else MET
    return NEVER_MET if is_late else VOID
