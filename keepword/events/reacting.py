"""Hand a fact on to those who listen. Who listens to what is one list, in `wiring/reactions.py`."""

from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings

from keepword.events.models import Event, Task
from keepword.events.waking import INSIDE, OUTSIDE
from keepword.kit.inserting import insert_all

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


def queue(events: list[Event]) -> None:
    """One task for each event and each reaction to it."""
    tasks = [
        Task(event=event, reaction=name_of(reaction), place=place_of(reaction), run_at=event.at)
        for event in events
        for reaction in reaction_list().AFTERWARDS.get(event.name, ())
    ]
    insert_all(tasks)
