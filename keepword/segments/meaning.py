"""What the rules of a segment mean in the database's words, over a contact `p`. For the whole house: who is in a
segment is one answer, not one for each who looks; the lists show each agent only whom they may know."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from keepword.brands.models import Organisation
from keepword.conversations.finding.meaning import Condition, among, either, turned
from keepword.conversations.models.own_field import COMPANY, CONTACT
from keepword.conversations.views.own import own_condition
from keepword.conversations.views.reaching import company_named, tag_ids, zones_of
from keepword.conversations.views.rules import (
    AFTER,
    IN_LAST,
    IS_EMPTY,
    IS_NOT,
    IS_SET,
    LONGER_AGO,
    Rule,
    own_number,
    seconds_of,
)
from keepword.kit.zones import zone_of
from keepword.segments import bought
from keepword.segments.rules import AT_LEAST, COUNTS, PURCHASE_TIMES, TIMES

# Whoever was merged into another, or erased, is in no segment.
SOMEBODY = Condition("p.merged_into_id IS NULL AND p.erased_at IS NULL")
NOBODY = Condition("1 = 0")
WHOSE = {CONTACT: ("contact_id", "p.id"), COMPANY: ("company_id", "p.company_id")}
THEIRS = "conversations_conversation c WHERE c.contact_id = p.id AND c.status NOT IN ('spam', 'merged')"
LATEST_RATING = f"(SELECT c.rating FROM {THEIRS} AND c.rating IS NOT NULL ORDER BY c.last_activity_at DESC LIMIT 1)"  # noqa: S608


def meant_by(asked: Sequence[Rule], *, at: datetime) -> list[Condition]:
    """All must hold at this moment. Without a rule nobody is meant."""
    return [SOMEBODY, *(_condition(rule, at=at) for rule in asked)] if asked else [NOBODY]


def _condition(rule: Rule, *, at: datetime) -> Condition:
    if own_number(rule.field):
        return own_condition(rule, whose=WHOSE)
    if rule.field in COUNTS:
        return _count(rule, at=at)
    if rule.op in (IS_SET, IS_EMPTY):
        known = Condition(KNOWN[rule.field]) if rule.field in KNOWN else _written_since(None)
        return turned(known) if rule.op == IS_EMPTY else known
    if rule.field in TIMES:
        return _time(rule, at=at)
    if rule.field in bought.AMOUNTS:
        return bought.amount(rule)
    condition = CHOICES[rule.field](rule)
    return turned(condition) if rule.op == IS_NOT else condition


def _language(rule: Rule) -> Condition:
    """`zh` means every written form of it."""
    forms = [_form(str(value).lower()) for value in rule.values]
    return either(forms)


def _form(code: str) -> Condition:
    return Condition("(LOWER(p.language) = %s OR LOWER(p.language) LIKE %s)", (code, f"{code}-%"))


def _tagged(rule: Rule) -> Condition:
    listed = among("t.tag_id", tag_ids(rule))
    tags = "JOIN conversations_conversation_tags t ON t.conversation_id = c.id"
    theirs = THEIRS.replace(" c WHERE ", f" c {tags} WHERE ")
    return Condition(f"EXISTS (SELECT 1 FROM {theirs} AND {listed.sql})", listed.values)  # noqa: S608


def _company(rule: Rule) -> Condition:
    named = company_named(rule)
    return Condition(f"p.company_id IN ({named.sql})", named.values)


CHOICES: dict[str, Callable[[Rule], Condition]] = {
    "language": _language,
    "country": lambda rule: among("p.time_zone", [zone for one in rule.values for zone in zones_of(str(one))]),
    "time_zone": lambda rule: among("p.time_zone", rule.values),
    "company": _company,
    "tag": _tagged,
    "rating": lambda rule: among(LATEST_RATING, rule.values),
    "tier": bought.in_tier,
}
KNOWN = {
    "company": "p.company_id IS NOT NULL",
    "rating": f"{LATEST_RATING} IS NOT NULL",
    "language": "p.language <> ''",
    "open": f"EXISTS (SELECT 1 FROM {THEIRS} AND c.status IN ('open', 'waiting', 'snoozed'))",  # noqa: S608
    **bought.KNOWN,
}


def _count(rule: Rule, *, at: datetime) -> Condition:
    count, days = (int(value) for value in rule.values)
    sign = ">=" if rule.op == AT_LEAST else "<="
    since = at - timedelta(days=days)
    return Condition(f"(SELECT COUNT(*) FROM {THEIRS} AND c.created_at >= %s) {sign} %s", (since, count))  # noqa: S608


def _time(rule: Rule, *, at: datetime) -> Condition:
    bound, is_since = _bound(rule, at=at), rule.op in (IN_LAST, AFTER)
    if rule.field in PURCHASE_TIMES:
        return bought.ordered(rule.field, bound=bound, is_since=is_since)
    return _wrote(bound, is_since=is_since)


def _wrote(bound: datetime, *, is_since: bool) -> Condition:
    """By their newest message. Nothing happened in a conversation after its last activity, so that most are told by
    their row alone."""
    since = _written_since(bound)
    if is_since:
        return since
    ever, not_since = _written_since(None), turned(since)
    return Condition(f"{ever.sql} AND {not_since.sql}", (*ever.values, *not_since.values))


def _bound(rule: Rule, *, at: datetime) -> datetime:
    if rule.op in (IN_LAST, LONGER_AGO):
        return at - timedelta(seconds=seconds_of(rule.values) or 0)
    day = date.fromisoformat(str(rule.values[0]))
    return datetime.combine(day, time(), tzinfo=_zone()).astimezone(UTC)


def _written_since(moment: datetime | None) -> Condition:
    bounds = ("", "") if moment is None else (" AND c.last_activity_at >= %s", " AND m.at >= %s")
    sql = (
        f"EXISTS (SELECT 1 FROM {THEIRS}{bounds[0]} AND EXISTS (SELECT 1 FROM conversations_message m "  # noqa: S608
        f"WHERE m.conversation_id = c.id AND m.kind = 'inbound' AND m.contact_id = p.id{bounds[1]}))"
    )
    return Condition(sql, () if moment is None else (moment, moment))


def _zone() -> ZoneInfo:
    """A day begins where the house is: a segment is the same for everybody."""
    return zone_of(Organisation.objects.values_list("time_zone", flat=True).first() or "UTC")
