"""What a segment asks of a contact, as data: read, checked and written. Pure.

Kept as {"version": 1, "rules": [{"field": "language", "is": "is", "values": ["zh"]}, …]}: all must hold, and of the
values of a choice one is enough. A newer version than ours is refused and not guessed at.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

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
from keepword.kit.money import DECIMALS
from keepword.kit.zones import is_zone

VERSION = 1
AT_LEAST, AT_MOST = "at_least", "at_most"
MOST_COUNTED, MOST_DAYS = 100_000, 3660
MOST_OF_A_NUMBER = 10**12  # points, orders, and money in the smallest unit of its currency
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
    "time_zone": lambda value: is_zone(str(value)),
    "company": _is_text,
    "tag": _is_text,
    "rating": lambda value: value in SCORES and not isinstance(value, bool),
    "tier": _is_text,
}
MAY_BE_EMPTY = ("company", "rating", "language", "tier", "points", "wrote", "last_order")
COUNTS = ("conversations",)  # how many, in how many days
NUMBERS = ("orders", "points")
SUMS = ("spent",)  # so much of one currency; currencies are never added up
PURCHASE_TIMES = ("first_order", "last_order")
TIMES = ("wrote", *PURCHASE_TIMES)
FLAGS = ("open",)
FIELDS = (*CHOICES, *COUNTS, *NUMBERS, *SUMS, *TIMES, *FLAGS)
PURCHASES = frozenset((*NUMBERS, *SUMS, *PURCHASE_TIMES, "tier"))  # what shops and programmes tell


def ops_of(field: str) -> tuple[str, ...]:
    """What may be asked of a field, in the order in which people read it; () for no field of ours."""
    if own_number(field):
        return of_views.OF_OWN
    or_known = (IS_SET, IS_EMPTY) if field in MAY_BE_EMPTY or field in FLAGS else ()
    return (*_compared(field), *or_known)


def _compared(field: str) -> tuple[str, ...]:
    if field in (*COUNTS, *NUMBERS, *SUMS):
        return OF_A_COUNT
    if field in TIMES:
        return OF_A_TIME
    return OF_A_CHOICE if field in CHOICES else ()


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
    if field in ("company", "tag", "tier") and isinstance(value, str):
        return " ".join(value.split()).casefold()
    return value


def _fits(rule: Rule) -> bool:
    if own_number(rule.field):
        return of_views.is_own(rule)
    if rule.op in (IS_SET, IS_EMPTY):
        return not rule.values
    if rule.field in (*COUNTS, *NUMBERS, *SUMS):
        return _is_amount(rule)
    if rule.op in (LONGER_AGO, IN_LAST):
        return len(rule.values) == 2 and of_views.seconds_of(rule.values) is not None  # noqa: PLR2004
    if rule.op in (BEFORE, AFTER):
        return len(rule.values) == 1 and of_views.is_day(rule.values[0])
    return 0 < len(rule.values) <= MOST_VALUES and all(CHOICES[rule.field](value) for value in rule.values)


def _is_amount(rule: Rule) -> bool:
    if rule.field in COUNTS:
        return _is_count(rule.values)
    if rule.field in SUMS and (len(rule.values) != 2 or rule.values[1] not in DECIMALS):  # noqa: PLR2004
        return False
    number, *rest = rule.values or (-1,)
    is_whole = isinstance(number, int) and not isinstance(number, bool)
    return is_whole and 0 <= int(number) <= MOST_OF_A_NUMBER and len(rest) == (rule.field in SUMS)


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


def lengths_of(asked: Sequence[Rule], *, of: Collection[str]) -> set[int]:
    """Seconds after which something that happened counts no more, or begins to count, in these fields: what passes
    this age changes who is in it, although nothing happens."""
    wanted = [one for one in asked if one.field in of]
    days = {int(one.values[1]) * 86400 for one in wanted if one.field in COUNTS}
    spans = (of_views.seconds_of(one.values) for one in wanted if one.op in (LONGER_AGO, IN_LAST))
    return days | {length for length in spans if length}
