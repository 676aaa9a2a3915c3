"""The conditions of a view as the lines of a form, and back. Works without a script: a line is added or removed by
sending the form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from keepword.conversations.models import Inbox, OwnField
from keepword.conversations.views import rules
from keepword.conversations.views.rules import BadRule, Rule, Value
from keepword.people.models import Agent, Segment, Team
from keepword.web.choosing import countries, spoken_languages
from keepword.web.conversations.choices import priority_name
from keepword.web.settings.policies.form import ORDER
from keepword.web.settings.views import wording

NUMBERED = ("assignee", "team", "inbox", "segment")
WRITTEN = ("tag", "address", "domain", "company")
MOST = rules.MOST_RULES
Option = tuple[str, str | Promise, bool]


@dataclass(slots=True)
class Line:
    """One condition. `kind` is "choices", "words", "country" or "moment". `values` are as they were sent."""

    number: int
    field: str
    op: str
    values: Sequence[str] = ()
    text: str = ""
    amount: str = ""
    unit: str = "hours"
    day: str = ""
    error: str = ""
    own_name: str = ""

    @property
    def label(self) -> str:
        return self.own_name or str(wording.FIELDS.get(self.field, _("A field that is no longer there")))

    @property
    def kind(self) -> str:
        if self.field in rules.MOMENTS:
            return "moment"
        if self.field in WRITTEN or rules.own_number(self.field):
            return "words"
        return "country" if self.field == "country" else "choices"

    @property
    def has_options(self) -> bool:
        return self.kind in ("choices", "country")

    @property
    def ops(self) -> list[Option]:
        if rules.own_number(self.field):
            return [(op, wording.OWN_OPS.get(op, wording.OPS[op]), op == self.op) for op in rules.OF_OWN]
        known = rules.OF_A_MOMENT if self.kind == "moment" else rules.OF_A_CHOICE
        return [(op, wording.OPS[op], op == self.op) for op in known]

    @property
    def units(self) -> list[Option]:
        return [(unit, words, unit == self.unit) for unit, words in wording.UNITS.items()]

    def options(self, agent: Agent) -> list[Option]:
        known = dict(_options(self.field, agent=agent))
        return [(value, words, value in self.values) for value, words in known.items()]


def _options(name: str, *, agent: Agent) -> Iterator[tuple[str, str | Promise]]:
    if name == "assignee":
        yield rules.ME, _("Whoever looks")
        yield rules.NONE, _("Nobody")
        yield from (
            (str(pk), words) for pk, words in Agent.objects.active().order_by("name").values_list("id", "name")
        )
    elif name == "team":
        yield rules.MINE, _("The teams of whoever looks")
        yield rules.NONE, _("No team")
        yield from ((str(pk), words) for pk, words in Team.objects.order_by("name").values_list("id", "name"))
    elif name == "inbox":
        inboxes = Inbox.objects.visible_to(agent).order_by("name")
        yield from ((str(pk), words) for pk, words in inboxes.values_list("id", "name"))
    elif name == "segment":
        segments = Segment.objects.in_use().order_by("name")
        yield from ((str(pk), words) for pk, words in segments.values_list("id", "name"))
    elif name == "priority":
        yield from ((one, priority_name(one)) for one in ORDER)
    elif name == "country":
        yield from countries(get_language() or "en")
    else:
        yield from FIXED[name]()


FIXED: dict[str, Any] = {
    "status": wording.STATUSES.items,
    "channel": wording.CHANNELS.items,
    "delivery": wording.DELIVERIES.items,
    "language": spoken_languages,
}


def lines_of(asked: Sequence[Rule]) -> list[Line]:
    return _named([_line(number, rule) for number, rule in enumerate(asked)])


def _named(lines: list[Line]) -> list[Line]:
    """With the names of own fields; one query when there are some."""
    own = own_fields() if any(rules.own_number(line.field) for line in lines) else {}
    for line in lines:
        line.own_name = own.get(line.field, "")
    return lines


def own_fields() -> dict[str, str]:
    """The names of own fields in use, by what a rule calls them."""
    fields = OwnField.objects.in_use().in_order()  # house: set-up of the whole organisation
    return {f"{rules.OWN}:{number}": name for number, name in fields.values_list("id", "name")}


def _line(number: int, rule: Rule) -> Line:
    line = Line(number, rule.field, rule.op)
    is_own = bool(rules.own_number(rule.field))
    if rule.op in rules.OF_A_LENGTH:
        line.amount, line.unit = (str(value) for value in rule.values)
    elif rule.op in rules.OF_A_DAY and not is_own:
        line.day = str(rule.values[0])
    else:
        line.values = [str(value) for value in rule.values]
        line.text = ", ".join(line.values)
    return line


def lines_sent(data: QueryDict) -> list[Line]:
    """As they were written, without the one that was removed and with the one that was added."""
    removed, added = data.get("remove", ""), data.get("added", "") if data.get("do") == "add" else ""
    known = dict(fields_offered())
    numbers = [n for n in range(MOST) if data.get(f"field-{n}") in known and str(n) != removed]
    found = [_sent(data, number) for number in numbers]
    if added in known and len(found) < MOST:
        ops = rules.OF_A_MOMENT if added in rules.MOMENTS else rules.OF_A_CHOICE
        found.append(Line(0, added, ops[0]))
    for place, line in enumerate(found):
        line.number = place
    return _named(found)


def _sent(data: QueryDict, number: int) -> Line:
    return Line(
        number=number,
        field=str(data[f"field-{number}"]),
        op=data.get(f"op-{number}", ""),
        values=data.getlist(f"value-{number}"),
        text=data.get(f"text-{number}", ""),
        amount=data.get(f"amount-{number}", "").strip(),
        unit=data.get(f"unit-{number}", ""),
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
    if rules.own_number(line.field):
        return _own_values(line)
    if line.op in rules.OF_A_LENGTH:
        is_number = line.amount.isascii() and line.amount.isdigit() and len(line.amount) < 10
        return (int(line.amount) if is_number else 0, line.unit)
    if line.op in rules.OF_A_DAY:
        return (line.day,)
    if line.kind == "moment":
        return ()
    if line.kind == "words":
        return tuple(part.strip() for part in line.text.split(",") if part.strip())
    return tuple(_number(value) if line.field in NUMBERED else value for value in line.values)


def _own_values(line: Line) -> tuple[Value, ...]:
    if line.op in (rules.IS_SET, rules.IS_EMPTY):
        return ()
    if line.op in rules.OF_A_DAY:
        return (line.text.strip(),)
    return tuple(part.strip() for part in line.text.split(",") if part.strip())


def _number(value: str) -> Value:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else value


def _wrong(line: Line) -> str:
    if rules.own_number(line.field):
        return _("Write at least one.")
    if line.op in rules.OF_A_LENGTH:
        return _("Write a whole number of minutes, hours, days or weeks.")
    if line.op in rules.OF_A_DAY:
        return _("Choose a day.")
    if line.field == "address":
        return _("Write whole addresses, separated by commas.")
    if line.field == "domain":
        return _("Write domains like big-customer.example, separated by commas.")
    return _("Choose at least one.") if line.kind != "words" else _("Write at least one.")


def fields_offered() -> list[tuple[str, str | Promise]]:
    return [*wording.FIELDS.items(), *own_fields().items()]


def in_words(asked: Sequence[Rule], *, agent: Agent) -> list[str]:
    """Each condition as one line to read."""
    return [_in_words(line, agent=agent) for line in lines_of(asked)]


def _in_words(line: Line, *, agent: Agent) -> str:
    op = str(wording.OPS[line.op])
    if rules.own_number(line.field):
        return _own_in_words(line)
    if line.op in rules.OF_A_LENGTH:
        length = f"{line.amount} {wording.UNITS[line.unit]}"
        return f"{line.label}: {op.replace('…', length)}"
    if line.op in rules.OF_A_DAY:
        return f"{line.label}: {op} {line.day}"
    if line.op in rules.OF_NOTHING:
        return f"{line.label}: {op}"
    known = {} if line.kind == "words" else {value: str(words) for value, words, _is in line.options(agent)}
    named = ", ".join(known.get(value, value) for value in line.values)
    return f"{line.label}: {named}" if line.op == rules.IS else f"{line.label} {op}: {named}"


def _own_in_words(line: Line) -> str:
    op = str(wording.OWN_OPS.get(line.op, wording.OPS[line.op]))
    named = ", ".join(line.values)
    return f"{line.label}: {named}" if line.op == rules.IS else f"{line.label} {op}: {named}".removesuffix(": ")
