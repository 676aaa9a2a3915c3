"""A view out of a search: its filters become conditions."""

from collections.abc import Callable
from dataclasses import dataclass

from keepword.conversations.finding.asking import Asked, Filter
from keepword.conversations.finding.narrowing import agents_named, inboxes_named, teams_named
from keepword.conversations.views.rules import IS, IS_NOT, MINE, NONE, BadRule, Rule, Value, checked
from keepword.people.models import Agent


@dataclass(frozen=True, slots=True)
class Taken:
    """`left_out` is what a view cannot ask: words, days of messages, names of customers."""

    rules: tuple[Rule, ...]
    left_out: tuple[str, ...]


def taken_from(asked: Asked, *, agent: Agent) -> Taken:
    rules: list[Rule] = []
    left_out = [*asked.written, *(f"-{' '.join(phrase)}" for phrase in asked.without)]
    for one in asked.filters:
        rule = _rule(one, agent=agent)
        if rule:
            rules.append(rule)
        else:
            left_out.append(f"{'-' if one.is_negative else ''}{one.name}:{one.value}")
    return Taken(tuple(rules), tuple(left_out))


def _rule(one: Filter, *, agent: Agent) -> Rule | None:
    read = READERS.get(one.name)
    found = read(one.value, agent) if read else None
    if not found:
        return None
    field, values = found
    try:
        return checked([Rule(field, IS_NOT if one.is_negative else IS, tuple(values))])[0]
    except BadRule:
        return None


Found = tuple[str, list[Value]] | None


def _assignee(value: str, agent: Agent) -> Found:
    if value.lower() in ("me", NONE):
        return "assignee", [value.lower()]
    return "assignee", [*agents_named(value, agent=agent)]


def _team(value: str, agent: Agent) -> Found:
    if value.lower() in (MINE, NONE):
        return "team", [value.lower()]
    return "team", [*teams_named(value)]


def _from(value: str, agent: Agent) -> Found:
    """An address, or a domain with or without its @."""
    name = value.lstrip("@")
    if "@" in name:
        return "address", [name]
    return ("domain", [name]) if "." in name and " " not in name else None


READERS: dict[str, Callable[[str, Agent], Found]] = {
    "status": lambda value, agent: ("status", [value.lower()]),
    "assignee": _assignee,
    "team": _team,
    "inbox": lambda value, agent: ("inbox", [*inboxes_named(value, agent=agent)]),
    "channel": lambda value, agent: ("channel", [value]),
    "tag": lambda value, agent: ("tag", [value]),
    "language": lambda value, agent: ("language", [value]),
    "from": _from,
    "company": lambda value, agent: ("company", [value]),
}
