"""What a view asks of a conversation, as data: read, checked and written. Pure.

Kept as {"version": 1, "rules": [{"field": "status", "is": "is", "values": ["open"]}, …]}: all rules must hold, and of
the values of a rule one is enough. A newer version than ours is refused and not guessed at.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from keepword.conversations.models.conversation import PRIORITIES, STATUSES

VERSION = 1
MOST_RULES, MOST_VALUES, LONGEST = 20, 50, 120
ME, MINE, NONE = "me", "mine", "none"
IS, IS_NOT = "is", "is_not"
BEFORE, AFTER, TODAY, PASSED = "before", "after", "today", "passed"
LONGER_AGO, IN_LAST, IN_NEXT, LATER = "longer_ago", "in_last", "in_next", "later"
IS_SET, IS_EMPTY = "is_set", "is_empty"
SECONDS = {"minutes": 60, "hours": 3600, "days": 86400, "weeks": 7 * 86400}
LONGEST_SECONDS = 10 * 366 * 86400
Value = str | int


class BadRule(ValueError):
    """A condition that cannot be: `field` says of what; "" when nothing can be read at all."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Rule:
    """`values` of a choice are what it may be; of a day one ISO date; of a length an amount and its unit; none for
    what needs none."""

    field: str
    op: str
    values: tuple[Value, ...] = ()


def _is_number(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**63


def _is_text(value: Value) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST and "\0" not in value and value == value.strip()


def _one_of(known: Sequence[str]) -> Callable[[Value], bool]:
    return lambda value: value in known


def _is_address(value: Value) -> bool:
    return _is_text(value) and str(value).count("@") == 1 and not str(value).startswith("@")


def _is_domain(value: Value) -> bool:
    return _is_text(value) and "@" not in str(value) and "." in str(value).strip(".")


def _is_country(value: Value) -> bool:
    return isinstance(value, str) and len(value) == 2 and value.isascii() and value.isupper()


CHOICES: dict[str, Callable[[Value], bool]] = {
    "status": _one_of(STATUSES),
    "assignee": lambda value: value in (ME, NONE) or _is_number(value),
    "team": lambda value: value in (MINE, NONE) or _is_number(value),
    "inbox": _is_number,
    "channel": _is_text,
    "tag": _is_text,
    "priority": _one_of(list(PRIORITIES)),
    "language": _is_text,
    "address": _is_address,
    "domain": _is_domain,
    "company": _is_text,
    "country": _is_country,
    "segment": _is_number,
    "delivery": _one_of(("failed", "held")),
}
MOMENTS = ("waiting", "created", "active", "due", "snoozed", "resolved")
OF_A_CHOICE = (IS, IS_NOT)
OF_A_DAY, OF_A_LENGTH, OF_NOTHING = (BEFORE, AFTER), (LONGER_AGO, IN_LAST, IN_NEXT, LATER), (
    TODAY, PASSED, IS_SET, IS_EMPTY,
)  # fmt: skip
OF_A_MOMENT = (*OF_A_LENGTH, *OF_A_DAY, *OF_NOTHING)
OF_OWN = (*OF_A_CHOICE, *OF_A_DAY, IS_SET, IS_EMPTY)
OWN = "own"  # "own:7" is the own field 7, see own.py
FIELDS = (*CHOICES, *MOMENTS)


def checked(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The same rules, folded where case does not count. Raises BadRule."""
    if len(rules) > MOST_RULES:
        raise BadRule("")
    return tuple(_checked(rule) for rule in rules)


def _checked(rule: Rule) -> Rule:
    folded = Rule(rule.field, rule.op, tuple(_folded(rule.field, value) for value in rule.values))
    if not _fits(folded):
        raise BadRule(rule.field)
    return folded


def _fits(rule: Rule) -> bool:
    if own_number(rule.field):
        return is_own(rule)
    return _is_choice(rule) if rule.field in CHOICES else _is_moment(rule)


def own_number(field: str) -> int:
    """The id of the own field that a rule asks; 0 for a field of ours."""
    name, _, number = field.partition(":")
    is_number = number.isascii() and number.isdecimal() and len(number) < 19  # noqa: PLR2004
    return int(number) if name == OWN and is_number else 0


def is_own(rule: Rule) -> bool:
    """Whether a value fits the kind of the field is not known here; what does not fit finds nothing."""
    if rule.op in OF_A_CHOICE:
        return 0 < len(rule.values) <= MOST_VALUES and all(_is_text(value) for value in rule.values)
    if rule.op in OF_A_DAY:
        return len(rule.values) == 1 and _is_text(rule.values[0])
    return rule.op in (IS_SET, IS_EMPTY) and not rule.values


def _folded(field: str, value: Value) -> Value:
    if field in ("address", "domain", "company", "tag", "channel") and isinstance(value, str):
        return " ".join(value.split()).casefold()
    return value


def _is_choice(rule: Rule) -> bool:
    fits = CHOICES[rule.field]
    return rule.op in OF_A_CHOICE and 0 < len(rule.values) <= MOST_VALUES and all(fits(value) for value in rule.values)


def _is_moment(rule: Rule) -> bool:
    if rule.field not in MOMENTS:
        return False
    if rule.op in OF_A_DAY:
        return len(rule.values) == 1 and is_day(rule.values[0])
    if rule.op in OF_A_LENGTH:
        return len(rule.values) == 2 and seconds_of(rule.values) is not None
    return rule.op in OF_NOTHING and not rule.values


def is_day(value: Value) -> bool:
    try:
        return 1900 < date.fromisoformat(str(value)).year < 3000
    except ValueError:
        return False


def seconds_of(values: Sequence[Value]) -> int | None:
    """How long an amount and its unit are; None for what is no length of a view."""
    amount, unit = values
    if not _is_number(amount) or unit not in SECONDS or int(amount) * SECONDS[str(unit)] > LONGEST_SECONDS:
        return None
    return int(amount) * SECONDS[str(unit)]


def written(rules: Sequence[Rule]) -> dict[str, Any]:
    """As they are kept. Raises BadRule."""
    rows = [{"field": one.field, "is": one.op, "values": list(one.values)} for one in checked(rules)]
    return {"version": VERSION, "rules": rows}


def read(kept: Mapping[str, Any]) -> tuple[Rule, ...]:
    """Raises BadRule for what a newer version wrote, or somebody by hand."""
    rows = kept.get("rules") if isinstance(kept, Mapping) else None
    if not isinstance(rows, list) or kept.get("version") != VERSION:
        raise BadRule("")
    return checked([read_one(row) for row in rows])


def read_one(row: Any) -> Rule:
    """A rule as it is kept. Raises BadRule."""
    if not isinstance(row, Mapping) or set(row) - {"field", "is", "values"}:
        raise BadRule("")
    field, op, values = row.get("field"), row.get("is"), row.get("values", [])
    if not isinstance(field, str) or not isinstance(op, str) or not isinstance(values, list):
        raise BadRule(field if isinstance(field, str) else "")
    if not all(isinstance(value, str | int) for value in values):
        raise BadRule(field)
    return Rule(field, op, tuple(values))
