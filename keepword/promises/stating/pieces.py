"""The pieces that a stated time is made of, as every language has them."""

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Day:
    """So many days from today."""

    offset: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """0 is Monday. `weeks`: None the coming one, 0 of this week, 1 of the next."""

    number: int
    weeks: int | None = None


@dataclass(frozen=True, slots=True)
class Date:
    """`month` and `year` None as they were not said. `is_ambiguous` when 5/6 may be read either way."""

    day: int
    month: int | None = None
    year: int | None = None
    is_ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """`half` is "am", "pm", "24" for a time that means itself, "" when it was not said which half of the day."""

    hour: int
    minute: int = 0
    half: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day by the hour that it ends; `half` is what it says of a clock time beside it."""

    ends: int
    half: str
    is_today: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """From now. `unit`: minute, hour, day, week, month; `in_business` when only open time counts."""

    amount: float
    unit: str
    in_business: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """The end of a day, week or month: `ahead` 0 for this, 1 for the next. `is_closing` when the office's end is
    meant, else the last minute of it."""

    of: str
    ahead: int = 0
    is_closing: bool = True


@dataclass(frozen=True, slots=True)
class Zone:
    """An IANA name, or "ours" or "theirs"."""

    name: str


@dataclass(frozen=True, slots=True)
class Past:
    """A time gone by: whatever stands with it promises nothing."""


Value = Day | Weekday | Date | Clock | Part | Length | End | Zone | Past


@dataclass(frozen=True, slots=True)
class Rule:
    """`make` returns None for what only looked like a time."""

    pattern: re.Pattern[str]
    make: Callable[[re.Match[str]], Value | None]


@dataclass(frozen=True, slots=True)
class Piece:
    start: int
    end: int
    value: Value


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring pieces that say one time together."""

    start: int
    end: int
    values: tuple[Value, ...]


def rule(pattern: str, make: Callable[[re.Match[str]], Value | None] | Value) -> Rule:
    """A pattern of folded text, and the piece that it is or how to make it."""
    built = make if callable(make) else (lambda _match: make)
    return Rule(re.compile(pattern), built)
