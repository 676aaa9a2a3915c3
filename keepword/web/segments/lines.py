"""The conditions of a segment as the lines of a form, and back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from keepword.conversations.models.own_field import COMPANY, CONTACT
from keepword.conversations.views import rules as of_views
from keepword.conversations.views.rules import Rule, Value, own_number
from keepword.kit import amounts
from keepword.kit.money import NotMoney, currency_of
from keepword.segments import rules
from keepword.web import conditions
from keepword.web.choosing import countries, spoken_languages, time_zones
from keepword.web.conditions import Option
from keepword.web.segments import wording
from keepword.web.settings.views.wording import OWN_OPS, UNITS


@dataclass(slots=True)
class Line(conditions.Line):
    """`kind` is "choices", "long" (a list of many), "words", "count", "number", "money", "moment" or "flag"."""

    unit: str = "days"

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
    "orders": "number",
    "spent": "money",
    "first_order": "moment",
    "last_order": "moment",
    "tier": "words",
    "points": "number",
}
FIRST_UNIT = {"conversations": "30", "spent": ""}
OPTIONS: dict[str, Any] = {
    "language": spoken_languages,
    "country": lambda: countries(get_language() or "en"),
    "time_zone": time_zones,
    "rating": wording.SCORES.items,
}


def own_fields() -> dict[str, str]:
    """The names of own fields of contacts and companies, by what a rule calls them."""
    return conditions.own_fields([CONTACT, COMPANY])


def fields_offered(own: dict[str, str]) -> list[tuple[str, str | Promise]]:
    return [*wording.FIELDS.items(), *own.items()]


def lines_of(asked: Sequence[Rule], *, own: dict[str, str]) -> list[Line]:
    return [_line(number, rule, own=own) for number, rule in enumerate(asked)]


def _line(number: int, rule: Rule, *, own: dict[str, str]) -> Line:
    line = Line(number, rule.field, rule.op, own_name=own.get(rule.field, ""))
    values = [str(value) for value in rule.values]
    if line.kind == "money":
        line.amount, line.unit = amounts.plain(int(rule.values[0]), currency=values[1]), values[1]
    elif line.kind == "number" and values:
        line.amount = values[0]
    elif line.kind == "count" or rule.op in (of_views.LONGER_AGO, of_views.IN_LAST):
        line.amount, line.unit = values
    elif rule.field in rules.TIMES and values:
        line.day = values[0]
    else:
        line.values, line.text = values, ", ".join(values)
    return line


def lines_sent(data: QueryDict, *, own: dict[str, str]) -> list[Line]:
    """As they were written, without the one that was removed and with the one that was added."""
    known = dict(fields_offered(own))
    found = [Line(**one) for one in conditions.sent(data, known=known)]
    if field := conditions.added(data, known=known, among=found):
        found.append(Line(len(found), field, rules.ops_of(field)[0], unit=FIRST_UNIT.get(field, "days")))
    for line in found:
        line.own_name = own.get(line.field, "")
    return found


def rules_of(lines: Sequence[Line]) -> list[Rule]:
    """Marks the lines that cannot be, see `Line.error`; they are left out."""
    return conditions.rules_of(lines, checked=rules.checked, values=_values, wrong=_wrong)


def _values(line: Line) -> tuple[Value, ...]:
    if line.op in (of_views.IS_SET, of_views.IS_EMPTY):
        return ()
    if own_number(line.field):
        return conditions.own_values(line)
    if line.kind in SAID:
        return SAID[line.kind](line)
    if line.op in (of_views.LONGER_AGO, of_views.IN_LAST):
        return conditions.length(line)
    if line.kind == "moment":
        return (line.day,)
    return tuple(int(value) if line.field == "rating" and value in wording.SCORES else value for value in line.values)


def _money(line: Line) -> tuple[Value, ...]:
    """Nothing for what cannot be read, which no rule takes."""
    try:
        return amounts.read(line.amount, currency=currency_of(line.unit)), currency_of(line.unit)
    except (amounts.BadAmount, NotMoney):
        return ()


SAID: dict[str, Callable[[Line], tuple[Value, ...]]] = {
    "count": lambda line: (conditions.whole(line.amount), conditions.whole(line.unit)),
    "number": lambda line: (conditions.whole(line.amount),),
    "money": _money,
    "words": lambda line: conditions.parts(line.text),
}


def _wrong(line: Line) -> str:
    return str(WRONG[line.kind]) if line.kind in WRONG else conditions.wrong(line, is_words=line.kind == "words")


WRONG = {
    "count": gettext_lazy("Write how many conversations, and in how many days."),
    "number": gettext_lazy("Write a whole number."),
    "money": gettext_lazy("Write an amount, and its currency in three letters, like EUR, KRW or CNY."),
}
