"""The conditions of a segment as the lines of a form, and back. Works without a script: a line is added or removed by
sending the form."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from keepword.conversations.models import OwnField
from keepword.conversations.models.own_field import COMPANY, CONTACT
from keepword.conversations.views import rules as of_views
from keepword.conversations.views.rules import BadRule, Rule, Value, own_number
from keepword.segments import rules
from keepword.web.choosing import countries, spoken_languages, time_zones
from keepword.web.segments import wording
from keepword.web.settings.views.wording import OWN_OPS, UNITS

MOST = of_views.MOST_RULES
LONGEST_NUMBER = 9  # digits
Option = tuple[str, str | Promise, bool]


@dataclass(slots=True)
class Line:
    """One condition. `kind` is "choices", "long" (a list of many), "words", "count", "moment" or "flag". `values` are
    as they were sent."""

    number: int
    field: str
    op: str
    values: Sequence[str] = ()
    text: str = ""
    amount: str = ""
    unit: str = "days"
    day: str = ""
    error: str = ""
    own_name: str = ""

    @property
    def label(self) -> str:
        return self.own_name or str(wording.FIELDS.get(self.field, _("A field that is no longer there")))

    @property
    def kind(self) -> str:
        return "words" if own_number(self.field) else KINDS[self.field]

    @property
    def ops(self) -> list[Option]:
        known = OWN_OPS if own_number(self.field) else {}
        words = {op: wording.OPS_OF.get((self.field, op)) or known.get(op) or wording.OPS[op] for op in self._ops}
        return [(op, said, op == self.op) for op, said in words.items()]

    @property
    def _ops(self) -> Sequence[str]:
        return rules.ops_of(self.field)

    @property
    def units(self) -> list[Option]:
        return [(unit, words, unit == self.unit) for unit, words in UNITS.items()]

    @property
    def options(self) -> list[Option]:
        known = dict(OPTIONS[self.field]()) if self.field in OPTIONS else {}
        kept = {value: value for value in self.values if value not in known} if known else {}
        return [(value, words, value in self.values) for value, words in (known | kept).items()]


KINDS = {
    "language": "choices",
    "country": "long",
    "time_zone": "long",
    "company": "words",
    "tag": "words",
    "conversations": "count",
    "wrote": "moment",
    "open": "flag",
    "rating": "choices",
}
OPTIONS: dict[str, Any] = {
    "language": spoken_languages,
    "country": lambda: countries(get_language() or "en"),
    "time_zone": time_zones,
    "rating": wording.SCORES.items,
}


def own_fields() -> dict[str, str]:
    """The names of own fields of contacts and companies, by what a rule calls them."""
    fields = OwnField.objects.in_use().filter(about__in=[CONTACT, COMPANY]).in_order()  # house: set-up of the house
    return {f"{of_views.OWN}:{number}": name for number, name in fields.values_list("id", "name")}


def fields_offered(own: dict[str, str]) -> list[tuple[str, str | Promise]]:
    return [*wording.FIELDS.items(), *own.items()]


def lines_of(asked: Sequence[Rule], *, own: dict[str, str]) -> list[Line]:
    return [_line(number, rule, own=own) for number, rule in enumerate(asked)]


def _line(number: int, rule: Rule, *, own: dict[str, str]) -> Line:
    line = Line(number, rule.field, rule.op, own_name=own.get(rule.field, ""))
    values = [str(value) for value in rule.values]
    if rule.field in rules.COUNTS or rule.op in (of_views.LONGER_AGO, of_views.IN_LAST):
        line.amount, line.unit = values
    elif rule.field in rules.TIMES and values:
        line.day = values[0]
    else:
        line.values, line.text = values, ", ".join(values)
    return line


def lines_sent(data: QueryDict, *, own: dict[str, str]) -> list[Line]:
    """As they were written, without the one that was removed and with the one that was added."""
    removed, added = data.get("remove", ""), data.get("added", "") if data.get("do") == "add" else ""
    known = dict(fields_offered(own))
    numbers = [n for n in range(MOST) if data.get(f"field-{n}") in known and str(n) != removed]
    found = [_sent(data, number) for number in numbers]
    if added in known and len(found) < MOST:
        found.append(Line(0, added, rules.ops_of(added)[0], unit="30" if added in rules.COUNTS else "days"))
    for place, line in enumerate(found):
        line.number, line.own_name = place, own.get(line.field, "")
    return found


def _sent(data: QueryDict, number: int) -> Line:
    return Line(
        number=number,
        field=str(data[f"field-{number}"]),
        op=data.get(f"op-{number}", ""),
        values=data.getlist(f"value-{number}"),
        text=data.get(f"text-{number}", ""),
        amount=data.get(f"amount-{number}", "").strip(),
        unit=data.get(f"unit-{number}", "").strip(),
        day=data.get(f"day-{number}", ""),
    )


def rules_of(lines: Sequence[Line]) -> list[Rule]:
    """Marks the lines that cannot be, see `Line.error`; they are left out."""
    found: list[Rule] = []
    for line in lines:
        try:
            found += rules.checked([Rule(line.field, line.op, _values(line))])
        except BadRule:
            line.error = _wrong(line)
    return found


def _values(line: Line) -> tuple[Value, ...]:
    if line.op in (of_views.IS_SET, of_views.IS_EMPTY):
        return ()
    if line.kind == "count":
        return _number(line.amount), _number(line.unit)
    if line.op in (of_views.LONGER_AGO, of_views.IN_LAST):
        return _number(line.amount), line.unit
    if line.kind == "moment":
        return (line.day,)
    if line.kind == "words":
        is_one = own_number(line.field) and line.op in of_views.OF_A_DAY
        parts = [line.text] if is_one else line.text.split(",")
        return tuple(part.strip() for part in parts if part.strip())
    return tuple(int(value) if line.field == "rating" and value in wording.SCORES else value for value in line.values)


def _number(text: str) -> int:
    """-1 for what is none, which no rule takes."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else -1


def _wrong(line: Line) -> str:
    if line.kind == "count":
        return _("Write how many conversations, and in how many days.")
    if line.op in (of_views.LONGER_AGO, of_views.IN_LAST):
        return _("Write a whole number of minutes, hours, days or weeks.")
    if line.kind == "moment":
        return _("Choose a day.")
    return _("Write at least one.") if line.kind == "words" else _("Choose at least one.")
