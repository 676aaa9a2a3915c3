"""What a segment asks of a contact, as data: read, checked and written. Pure.

Kept as {"version": 1, "rules": [{"field": "language", "is": "is", "values": ["zh"]}, …]}: all must hold, and of the
values of a choice one is enough. A newer version than ours is refused and not guessed at.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from zoneinfo import available_timezones

from keepword.conversations.views import rules as of_views
from keepword.conversations.views.rules import (
    AFTER,
    BEFORE,
    IN_LAST,
    IS,
    IS_EMPTY,
    IS_NOT,
    IS_SET,
    LONGER_AGO,
    LONGEST,
    MOST_RULES,
    MOST_VALUES,
    BadRule,
    Rule,
    Value,
    own_number,
)

VERSION = 1
AT_LEAST, AT_MOST = "at_least", "at_most"
MOST_COUNTED, MOST_DAYS = 100_000, 3660
SCORES = (1, 2, 3, 4, 5)
OF_A_COUNT = (AT_LEAST, AT_MOST)
OF_A_CHOICE = (IS, IS_NOT)
OF_A_TIME = (LONGER_AGO, IN_LAST, BEFORE, AFTER)


def _is_text(value: Value) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST and "\0" not in value and value == value.strip()


def _is_language(value: Value) -> bool:
    return _is_text(value) and str(value).replace("-", "").isalnum() and str(value).isascii()


def _is_country(value: Value) -> bool:
    return isinstance(value, str) and len(value) == 2 and value.isascii() and value.isupper()


CHOICES: dict[str, Callable[[Value], bool]] = {
    "language": _is_language,
    "country": _is_country,
    "time_zone": lambda value: value in available_timezones(),
    "company": _is_text,
    "tag": _is_text,
    "rating": lambda value: value in SCORES and not isinstance(value, bool),
}
MAY_BE_EMPTY = ("company", "rating", "language")
COUNTS = ("conversations",)
TIMES = ("wrote",)
FLAGS = ("open",)
FIELDS = (*CHOICES, *COUNTS, *TIMES, *FLAGS)


def ops_of(field: str) -> tuple[str, ...]:
    """What may be asked of a field, in the order in which people read it; () for no field of ours."""
    if own_number(field):
        return of_views.OF_OWN
    if field in COUNTS:
        return OF_A_COUNT
    if field in TIMES:
        return (*OF_A_TIME, IS_SET, IS_EMPTY)
    if field in FLAGS:
        return (IS_SET, IS_EMPTY)
    if field in CHOICES:
        return (*OF_A_CHOICE, *((IS_SET, IS_EMPTY) if field in MAY_BE_EMPTY else ()))
    return ()


def checked(asked: Sequence[Rule]) -> tuple[Rule, ...]:
    """The same rules, folded where case does not count. Raises BadRule."""
    if len(asked) > MOST_RULES:
        raise BadRule("")
    return tuple(_checked(rule) for rule in asked)


def _checked(rule: Rule) -> Rule:
    folded = Rule(rule.field, rule.op, tuple(_folded(rule.field, value) for value in rule.values))
    if rule.op not in ops_of(rule.field) or not _fits(folded):
        raise BadRule(rule.field)
    return folded


def _folded(field: str, value: Value) -> Value:
    if field in ("company", "tag") and isinstance(value, str):
        return " ".join(value.split()).casefold()
    return value


def _fits(rule: Rule) -> bool:
    if own_number(rule.field):
        return of_views.is_own(rule)
    if rule.op in (IS_SET, IS_EMPTY):
        return not rule.values
    if rule.field in COUNTS:
        return _is_count(rule.values)
    if rule.op in (LONGER_AGO, IN_LAST):
        return len(rule.values) == 2 and of_views.seconds_of(rule.values) is not None  # noqa: PLR2004
    if rule.op in (BEFORE, AFTER):
        return len(rule.values) == 1 and of_views.is_day(rule.values[0])
    return 0 < len(rule.values) <= MOST_VALUES and all(CHOICES[rule.field](value) for value in rule.values)


def _is_count(values: Sequence[Value]) -> bool:
    """How many, and in how many days until now."""
    if len(values) != 2 or any(isinstance(one, bool) or not isinstance(one, int) for one in values):  # noqa: PLR2004
        return False
    count, days = (int(one) for one in values)
    return 0 <= count <= MOST_COUNTED and 0 < days <= MOST_DAYS


def written(asked: Sequence[Rule]) -> dict[str, Any]:
    """As they are kept. Raises BadRule."""
    rows = [{"field": one.field, "is": one.op, "values": list(one.values)} for one in checked(asked)]
    return {"version": VERSION, "rules": rows}


def read(kept: Mapping[str, Any]) -> tuple[Rule, ...]:
    """Raises BadRule for what a newer version wrote, or somebody by hand."""
    rows = kept.get("rules") if isinstance(kept, Mapping) else None
    if not isinstance(rows, list) or kept.get("version") != VERSION:
        raise BadRule("")
    return checked([of_views.read_one(row) for row in rows])


def lengths_of(asked: Sequence[Rule]) -> set[int]:
    """Seconds after which something that happened counts no more, or begins to count: what passes this age changes
    who is in it, although nothing happens."""
    days = {int(one.values[1]) * 86400 for one in asked if one.field in COUNTS}
    spans = (of_views.seconds_of(one.values) for one in asked if one.op in (LONGER_AGO, IN_LAST))
    return days | {length for length in spans if length}
