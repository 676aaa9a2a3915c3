"""Conditions as the lines of a form, and back: of views and of segments. Works without a script: a line is added or
removed by sending the form."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from keepword.conversations.models import OwnField
from keepword.conversations.views import rules
from keepword.conversations.views.rules import BadRule, Rule, Value

MOST = rules.MOST_RULES
LONGEST_NUMBER = 9  # digits
Option = tuple[str, str | Promise, bool]
L = TypeVar("L", bound="Line")


@dataclass(slots=True)
class Line:
    """One condition, as it was sent."""

    number: int
    field: str
    op: str
    values: Sequence[str] = ()
    text: str = ""
    amount: str = ""
    unit: str = ""
    day: str = ""
    error: str = ""
    own_name: str = ""


def sent(data: QueryDict, *, known: Collection[str]) -> list[dict[str, Any]]:
    """What makes a `Line`, of each that was written but the one that is to be removed, counted anew."""
    removed = data.get("remove", "")
    numbers = [n for n in range(MOST) if data.get(f"field-{n}") in known and str(n) != removed]
    return [_sent(data, number) | {"number": place} for place, number in enumerate(numbers)]


def _sent(data: QueryDict, number: int) -> dict[str, Any]:
    return {
        "field": str(data[f"field-{number}"]),
        "op": data.get(f"op-{number}", ""),
        "values": data.getlist(f"value-{number}"),
        "text": data.get(f"text-{number}", ""),
        "amount": data.get(f"amount-{number}", "").strip(),
        "unit": data.get(f"unit-{number}", "").strip(),
        "day": data.get(f"day-{number}", ""),
    }


def added(data: QueryDict, *, known: Collection[str], among: Sequence[Line]) -> str:
    """The field of the line that somebody adds; "" for none."""
    field = data.get("added", "") if data.get("do") == "add" else ""
    return field if field in known and len(among) < MOST else ""


def rules_of(
    lines: Sequence[L],
    *,
    checked: Callable[[Sequence[Rule]], Sequence[Rule]],
    values: Callable[[L], tuple[Value, ...]],
    wrong: Callable[[L], str],
) -> list[Rule]:
    """Marks the lines that cannot be, see `Line.error`; they are left out."""
    found: list[Rule] = []
    for line in lines:
        try:
            found += checked([Rule(line.field, line.op, values(line))])
        except BadRule:
            line.error = wrong(line)
    return found


def own_values(line: Line) -> tuple[Value, ...]:
    """Of an own field."""
    if line.op in (rules.IS_SET, rules.IS_EMPTY):
        return ()
    return (line.text.strip(),) if line.op in rules.OF_A_DAY else parts(line.text)


def parts(text: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def length(line: Line) -> tuple[Value, ...]:
    return whole(line.amount), line.unit


def whole(text: str) -> int:
    """-1 for what is no number, which no rule takes."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else -1


def own_fields(about: Collection[str] | None) -> dict[str, str]:
    """The names of own fields in use, by what a rule calls them; `about` None for those of everything."""
    fields = OwnField.objects.in_use().in_order()  # house: set-up of the whole organisation
    wanted = fields if about is None else fields.filter(about__in=about)
    return {f"{rules.OWN}:{number}": name for number, name in wanted.values_list("id", "name")}


def wrong(line: Line, *, is_words: bool) -> str:
    """What nearly every line says that cannot be."""
    if rules.own_number(line.field):
        return _("Write at least one.")
    if line.op in rules.OF_A_LENGTH:
        return _("Write a whole number of minutes, hours, days or weeks.")
    if line.op in rules.OF_A_DAY:
        return _("Choose a day.")
    return _("Write at least one.") if is_words else _("Choose at least one.")
