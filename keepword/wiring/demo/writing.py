"""Make up one conversation after another, from a seed and without a database."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from keepword.hours.spans import OpeningHours, Slot, add
from keepword.wiring.demo import scripts

SPAN_DAYS = 60
FORGOTTEN = 0.02  # of the conversations that are older than `FRESH`: no shop is perfect
FRESH = timedelta(hours=30)
# When somebody of the shop is at the desk; whoever writes at night is answered in the morning.
DESK = OpeningHours("Europe/Berlin", ((Slot(9 * 3600, 18 * 3600),),) * 5 + ((Slot(10 * 3600, 14 * 3600),), ()), {})


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    address: str
    language: str


@dataclass(frozen=True, slots=True)
class Line:
    """One message: `kind` inbound, reply or note; `agent` is a place in the list of agents, None for the customer."""

    kind: str
    text: str
    at: datetime
    agent: int | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A whole conversation. `state` is its status; `assignee` a place in the list of agents."""

    person: int
    subject: str
    language: str
    state: str
    assignee: int | None
    priority: int
    tags: tuple[str, ...]
    lines: list[Line] = field(default_factory=list)


def people(count: int, *, chance: random.Random) -> list[Person]:
    """Customers in six languages."""
    languages = list(scripts.WEIGHTS)
    found = []
    for number in range(count):
        language = chance.choices(languages, weights=list(scripts.WEIGHTS.values()))[0]
        order, first, last = scripts.NAMES[language]
        name = order.format(first=chance.choice(first), last=chance.choice(last))
        found.append(Person(name, f"customer{number}@mail.example", language))
    return found


def stories(
    count: int, *, known: list[Person], agents: int, until: datetime, chance: random.Random, each: int | None = None
) -> Iterator[Story]:
    """`count` conversations, oldest first. `each` is the number of messages of every one; None for a lively mix."""
    for number in range(count):
        age = (count - number) / count
        began = until - timedelta(days=SPAN_DAYS) * age**2.5 - timedelta(seconds=chance.randint(120, 3000))
        said = each or _said(began=began, until=until, chance=chance)
        story = _story(chance.randrange(len(known)), known=known, agents=agents, began=began, chance=chance, said=said)
        yield _so_far(story, until=until) if each is None else story


def _said(*, began: datetime, until: datetime, chance: random.Random) -> int:
    """How many lines there would be. Who wrote yesterday has been answered, but for a few."""
    said = chance.choices([1, 2, 3, 4], weights=[30, 30, 25, 15])[0]
    is_forgotten = chance.random() < FORGOTTEN
    return 2 if said == 1 and until - began > FRESH and not is_forgotten else said


def _so_far(story: Story, *, until: datetime) -> Story:
    """Without what has not happened yet; a conversation that was cut short is still open or waiting."""
    lines = [line for line in story.lines if line.at <= until]
    if len(lines) == len(story.lines):
        return story
    state = "waiting" if lines[-1].kind == "reply" else "open"
    return replace(story, lines=lines, state=state, tags=())


def _story(
    person: int, *, known: list[Person], agents: int, began: datetime, chance: random.Random, said: int
) -> Story:
    language = known[person].language
    script = chance.choice(scripts.SCRIPTS[language])
    item = scripts.RARE_ITEM if chance.random() < 0.001 else chance.choice(scripts.ITEMS[language])
    words = {"item": item, "order": f"LL-{chance.randint(10_000, 99_999)}"}
    agent = chance.randrange(agents)
    lines = _lines(script, words=words, said=said, agent=agent, began=began, chance=chance)
    state = _state(lines, chance=chance)
    is_held = state not in ("spam",) and (len(lines) > 1 or chance.random() < 0.3)
    return Story(
        person=person,
        subject=script.subject.format(**words),
        language=language,
        state=state,
        assignee=agent if is_held and chance.random() < 0.9 else None,
        priority=chance.choices([10, 20, 30, 40], weights=[5, 80, 11, 4])[0],
        tags=script.tags if len(lines) > 1 else (),
        lines=lines,
    )


def _lines(
    script: scripts.Script, *, words: dict[str, str], said: int, agent: int, began: datetime, chance: random.Random
) -> list[Line]:
    turns = [("inbound", script.asks), ("reply", script.answers), ("inbound", script.thanks)]
    at, lines = began, []
    for kind, text in turns[:said]:
        lines.append(Line(kind, text.format(**words), at, agent if kind == "reply" else None))
        pause = timedelta(minutes=chance.randint(4, 400))
        at = _answered_at(at, pause=pause) if kind == "inbound" else at + pause
    if said > len(turns):
        lines.insert(1, Line("note", chance.choice(scripts.NOTES), began + timedelta(minutes=3), agent))
    return lines


def _answered_at(at: datetime, *, pause: timedelta) -> datetime:
    """After so much time at the desk."""
    found = add(DESK, at, int(pause.total_seconds()) // 2)
    return found or at + pause


def _state(lines: list[Line], *, chance: random.Random) -> str:
    """What such a conversation would be: open while the customer has the last word, waiting after ours."""
    if chance.random() < 0.02:
        return "spam"
    if len(lines) >= 3:
        return chance.choices(["resolved", "open"], weights=[85, 15])[0]
    if len(lines) == 2:
        return chance.choices(["waiting", "snoozed", "resolved"], weights=[60, 10, 30])[0]
    return "open"
