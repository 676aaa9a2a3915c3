"""What a rule about an own field means: `own:7` asks the field 7 of the contact or the conversation."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from keepword.conversations.fields.kinds import WrongValue, fold, read
from keepword.conversations.finding.meaning import Condition, among
from keepword.conversations.models.own_field import COMPANY, CONTACT, CONVERSATION, OwnField
from keepword.conversations.views.rules import BEFORE, IS, IS_EMPTY, IS_NOT, Rule, own_number

WHOSE = {
    CONTACT: ("contact_id", "c.contact_id"),
    COMPANY: ("company_id", "(SELECT p.company_id FROM people_contact p WHERE p.id = c.contact_id)"),
    CONVERSATION: ("conversation_id", "c.id"),
}
NOTHING = Condition("1 = 0")


def own_condition(rule: Rule, *, whose: Mapping[str, tuple[str, str]] = WHOSE) -> Condition:
    """Of a field that is gone nothing is known, nor of one that is about nothing in `whose`."""
    number = own_number(rule.field)
    found = OwnField.objects.filter(pk=number).values_list("about", "kind").first()
    if found is None or found[0] not in whose:
        return Condition("1 = 1") if rule.op in (IS_EMPTY, IS_NOT) else NOTHING
    about, kind = found
    column, row = whose[about]
    test = _test(rule, kind=kind)
    sql = f"EXISTS (SELECT 1 FROM conversations_fieldvalue v WHERE v.{column} = {row} AND v.field_id = %s{test.sql})"  # noqa: S608
    condition = Condition(sql, (number, *test.values))
    return Condition(f"NOT {sql}", condition.values) if rule.op in (IS_EMPTY, IS_NOT) else condition


def few_with(rule: Rule) -> Condition:
    """The conversations that hold one of the values: by the index on them."""
    number = own_number(rule.field)
    about = OwnField.objects.filter(pk=number).values_list("about", flat=True).first()
    listed = among("v.key", _keys(rule, kind=_kind(number)))
    column, row = WHOSE[about or CONTACT]
    join = f"v.{column} = {row}"
    if about == COMPANY:
        join = "c.contact_id IN (SELECT p.id FROM people_contact p WHERE p.company_id = v.company_id)"
    sql = (
        "SELECT c.id FROM conversations_fieldvalue v JOIN conversations_conversation c "  # noqa: S608
        f"ON {join} WHERE v.field_id = %s AND {listed.sql}"
    )
    return Condition(sql, (number, *listed.values))


def _kind(number: int) -> str:
    return OwnField.objects.filter(pk=number).values_list("kind", flat=True).first() or "text"


def _test(rule: Rule, *, kind: str) -> Condition:
    if rule.op in (IS, IS_NOT):
        listed = among("v.key", _keys(rule, kind=kind))
        return Condition(f" AND {listed.sql}", listed.values)
    if not rule.values:
        return Condition("")
    sign = "<" if rule.op == BEFORE else ">="
    bound = _bound(str(rule.values[0]), kind=kind)
    if bound is None:
        return Condition(" AND 1 = 0")
    name, value = bound
    return Condition(f" AND v.{name} {sign} %s", (value,))


def _bound(text: str, *, kind: str) -> tuple[str, str | Decimal | date] | None:
    """None for a kind that has no order, or for what does not fit it."""
    try:
        typed = read(kind, [text])
    except (WrongValue, KeyError):
        return None
    number, day = typed[0].number, typed[0].day
    if number is not None:
        return "number", number
    return ("day", day) if day is not None else None


def _keys(rule: Rule, *, kind: str) -> list[str]:
    """As they are kept: a number in its one writing, the rest folded."""
    return [key for value in rule.values for key in [_key(str(value), kind=kind)]]


def _key(text: str, *, kind: str) -> str:
    try:
        return read(kind, [text])[0].key if kind not in ("choice", "choices") else fold(text)
    except (WrongValue, IndexError):
        return fold(text)
