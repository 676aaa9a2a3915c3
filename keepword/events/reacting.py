"""Hand a fact on to those who listen. Who listens to what is one list, in `wiring/reactions.py`."""

from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings

from keepword.events.models import Bundle, Event, Task, size_of
from keepword.events.waking import INSIDE, OUTSIDE
from keepword.kit.inserting import insert_all

IN_A_BUNDLE = 200  # facts: as many as a hundred mails are that begin a conversation each
# What a reaction that talked to the outside leaves to be written: it is committed with the removal of its task.
Finish = Callable[[], None]
Reaction = Callable[[Event], Finish | None]
GroupReaction = Callable[[Sequence[Event]], None]


class ReactionList(Protocol):
    """The shape of `wiring/reactions.py`."""

    TOGETHER: dict[str, list[Reaction]]
    AFTERWARDS: dict[str, list[Reaction]]
    IN_GROUPS: dict[Reaction, "GroupReaction"]


class TryLater(Exception):
    """The outside world said "not now": run again after a growing pause, for up to `PATIENCE`."""


class GiveUp(Exception):
    """It will never work as it is: show it to a person at once."""


@cache
def reaction_list() -> ReactionList:
    return cast(ReactionList, import_module(settings.REACTIONS))


def name_of(reaction: Reaction) -> str:
    """The stable name under which a task waits: "channels.delivery.deliver"."""
    return f"{reaction.__module__.removeprefix('keepword.')}.{reaction.__name__}"


@cache
def afterwards_by_name() -> dict[str, Reaction]:
    return {name_of(reaction): reaction for them in reaction_list().AFTERWARDS.values() for reaction in them}


@cache
def groups_by_name() -> dict[str, GroupReaction]:
    return {name_of(reaction): together for reaction, together in reaction_list().IN_GROUPS.items()}


def place_of(reaction: Reaction) -> str:
    """Only what is run in groups is known to touch nothing but our own database."""
    return INSIDE if reaction in reaction_list().IN_GROUPS else OUTSIDE


def places_of(name: str) -> list[str]:
    """Where the tasks of a fact of this name are run."""
    return [place_of(reaction) for reaction in reaction_list().AFTERWARDS.get(name, ())]


def react(events: list[Event]) -> None:
    """Run what belongs to this transaction; queue the rest in it, so that none is lost and none runs for a fact
    that was rolled back. A reaction with a form for groups is handed all its facts at once, in their order, after
    the others."""
    grouped: dict[Reaction, list[Event]] = {}
    for event in events:
        for reaction in reaction_list().TOGETHER.get(event.name, ()):
            if reaction in reaction_list().IN_GROUPS:
                grouped.setdefault(reaction, []).append(event)
            else:
                reaction(event)
    for reaction, its_events in grouped.items():
        reaction_list().IN_GROUPS[reaction](its_events)
    queue(events)


def queue(events: Sequence[Event]) -> None:
    """A task for each event and each reaction to it. What waits for the workers inside waits in bundles."""
    _queue_alone(events)
    _queue_bundled(events)


def _queue_alone(events: Sequence[Event]) -> None:
    tasks = [
        Task(event=event, reaction=name_of(reaction), place=OUTSIDE, run_at=event.at)
        for event in events
        for reaction in reaction_list().AFTERWARDS.get(event.name, ())
        if place_of(reaction) == OUTSIDE
    ]
    if tasks:
        insert_all(tasks)


def _queue_bundled(events: Sequence[Event]) -> None:
    bundles = [_bundle(events[begin : begin + IN_A_BUNDLE]) for begin in range(0, len(events), IN_A_BUNDLE)]
    full = [bundle for bundle in bundles if bundle.size]
    if full:
        insert_all(full)


def _bundle(events: Sequence[Event]) -> Bundle:
    work: dict[str, list[int]] = {}
    for event in events:
        for reaction in reaction_list().AFTERWARDS.get(event.name, ()):
            if place_of(reaction) == INSIDE:
                work.setdefault(name_of(reaction), []).append(event.pk)
    listed = list(work.items())
    return Bundle(work=listed, size=size_of(listed), run_at=events[0].at)
