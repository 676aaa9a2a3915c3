"""The conditions of a view as the lines of a form, and back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from keepword.conversations.models import Inbox
from keepword.conversations.views import rules
from keepword.conversations.views.rules import Rule, Value
from keepword.people.models import Agent, Segment, Team
from keepword.web import conditions
from keepword.web.choosing import countries, spoken_languages
from keepword.web.conditions import Option
from keepword.web.conversations.choices import priority_name
from keepword.web.picking.menus import Boxes, boxes
from keepword.web.settings.policies.form import ORDER
from keepword.web.settings.views import wording

KINDS = {"assignee": "agents", "team": "teams", "inbox": "inboxes", "segment": "segments"}
NUMBERED = tuple(KINDS)
WRITTEN = ("tag", "address", "domain", "company")


@dataclass(slots=True)
class Line(conditions.Line):
    """`kind` is "choices", "words", "country" or "moment"."""

    unit: str = "hours"

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

    def boxes(self, agent: Agent, *, data: Mapping[str, Any]) -> Boxes:
        """What stands on the page: of hundreds, what is chosen and what was found."""
        if self.field not in KINDS:
            return Boxes(self.options(agent) if self.has_options else [], SafeString(""))
        name, choices = f"value-{self.number}", _options(self.field, agent=agent)
        return boxes(name, choices=choices, chosen=self.values, kind=KINDS[self.field], data=data)


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
    own = conditions.own_fields(None) if any(rules.own_number(line.field) for line in lines) else {}
    for line in lines:
        line.own_name = own.get(line.field, "")
    return lines


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
    known = dict(fields_offered())
    found = [Line(**one) for one in conditions.sent(data, known=known)]
    if added := conditions.added(data, known=known, among=found):
        ops = rules.OF_A_MOMENT if added in rules.MOMENTS else rules.OF_A_CHOICE
        found.append(Line(len(found), added, ops[0]))
    return _named(found)


def rules_of(lines: Sequence[Line]) -> list[Rule]:
    """Marks the lines that cannot be, see `Line.error`; they are left out."""
    return conditions.rules_of(lines, checked=rules.checked, values=_values, wrong=_wrong)


def _values(line: Line) -> tuple[Value, ...]:
    if rules.own_number(line.field):
        return conditions.own_values(line)
    if line.op in rules.OF_A_LENGTH:
        return conditions.length(line)
    if line.op in rules.OF_A_DAY:
        return (line.day,)
    if line.kind == "moment":
        return ()
    if line.kind == "words":
        return conditions.parts(line.text)
    return tuple(_number(value) if line.field in NUMBERED else value for value in line.values)


def _number(value: str) -> Value:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else value


def _wrong(line: Line) -> str:
    if line.field == "address":
        return _("Write whole addresses, separated by commas.")
    if line.field == "domain":
        return _("Write domains like big-customer.example, separated by commas.")
    return conditions.wrong(line, is_words=line.kind == "words")


def fields_offered() -> list[tuple[str, str | Promise]]:
    return [*wording.FIELDS.items(), *conditions.own_fields(None).items()]


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
