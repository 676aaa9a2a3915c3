"""What the rules of a view mean for whoever looks, now: "mine" is theirs, and a day begins where they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django.db import connection

from keepword.conversations.finding.meaning import Condition, among, either, held_by, in_language, turned
from keepword.conversations.models.conversation import PRIORITIES, SPAM, STATUSES
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.conversations.tagging import ids_of
from keepword.conversations.views import rules
from keepword.conversations.views.own import few_with, own_condition
from keepword.conversations.views.rules import ME, MINE, NONE, Rule
from keepword.kit import clock
from keepword.kit.languages import country_of
from keepword.people.companies.defining import key_of
from keepword.people.models import Agent

COLUMNS = {
    "waiting": "c.waiting_since",
    "created": "c.created_at",
    "active": "c.last_activity_at",
    "due": "c.due_at",
    "snoozed": "c.snoozed_until",
}


@dataclass(frozen=True, slots=True)
class Meant:
    """`lanes`: for some fields the values of which one must hold, each of which begins an index. `conditions` must
    hold besides. `few` are ways to reach the conversations of a narrow rule directly: SQL that lists their ids."""

    lanes: dict[str, tuple[Condition, ...]]
    conditions: tuple[Condition, ...]
    few: tuple[Condition, ...] = ()


def meant_by(asked: Sequence[Rule], *, agent: Agent) -> Meant:
    """What the agent may see of what is asked. A view that says nothing about spam leaves it out, and
    what goes on in another conversation."""
    lanes: dict[str, tuple[Condition, ...]] = {}
    conditions: list[Condition] = []
    few: list[Condition] = []
    for rule in asked:
        values = _lane(rule, agent=agent)
        if values is not None and rule.field not in lanes:
            lanes[rule.field] = values
        else:
            conditions.append(condition_of(rule, agent=agent))
        if rule.op == rules.IS and rules.own_number(rule.field):
            few.append(few_with(rule))
        elif rule.op == rules.IS and rule.field in FEW:
            few.append(FEW[rule.field](rule))
    if not any(rule.field == "status" for rule in asked):
        # The first as the index has it, which holds no spam.
        conditions += [Condition("NOT c.status = 'spam'"), Condition("NOT c.status = 'merged'")]
    _only_visible(lanes, conditions, agent=agent)
    return Meant(lanes, tuple(conditions), tuple(few))


def _only_visible(lanes: dict[str, tuple[Condition, ...]], conditions: list[Condition], *, agent: Agent) -> None:
    ids = visible_inbox_ids(agent)
    if ids is None:
        return
    if "inbox" in lanes:
        conditions.append(among("c.inbox_id", ids))
    else:
        lanes["inbox"] = tuple(among("c.inbox_id", [number]) for number in ids)


def _lane(rule: Rule, *, agent: Agent) -> tuple[Condition, ...] | None:
    """One condition for each value, None for a rule that is no choice of an index. Spam is meant only by its name."""
    if rule.field == "status":
        others = [status for status in STATUSES if status != SPAM and status not in rule.values]
        return tuple(among("c.status", [value]) for value in (rule.values if rule.op == rules.IS else others))
    if rule.op != rules.IS:
        return None
    if rule.field == "inbox":
        return tuple(among("c.inbox_id", [value]) for value in rule.values)
    if rule.field in ("assignee", "team"):
        column, ids = f"c.{rule.field}_id", _ids(rule, agent=agent)
        nobody = [Condition(f"{column} IS NULL")] if NONE in rule.values else []
        return (*nobody, *(among(column, [number]) for number in ids))
    return None


def condition_of(rule: Rule, *, agent: Agent) -> Condition:
    if rules.own_number(rule.field):
        return own_condition(rule)
    if rule.field in rules.MOMENTS:
        return _moment(rule, agent=agent)
    condition = CHOICES[rule.field](rule, agent)
    return turned(condition) if rule.op == rules.IS_NOT else condition


def _ids(rule: Rule, *, agent: Agent) -> list[int]:
    """The agents or teams that are meant by numbers, "me" and "mine"."""
    ids = [value for value in rule.values if isinstance(value, int)]
    if ME in rule.values:
        ids.append(agent.pk)
    if MINE in rule.values:
        ids += agent.teams.order_by("id").values_list("id", flat=True)
    return list(dict.fromkeys(ids))


def _held(rule: Rule, agent: Agent) -> Condition:
    return held_by(f"c.{rule.field}_id", _ids(rule, agent=agent), or_nobody=NONE in rule.values)


def _tag_ids(rule: Rule) -> list[int]:
    return ids_of(rule.values)


def _tagged(rule: Rule) -> Condition:
    """Asked of each conversation that the walk passes: the list of all that have a common tag is long."""
    listed = among("t.tag_id", _tag_ids(rule))
    sql = f"EXISTS (SELECT 1 FROM conversations_conversation_tags t WHERE t.conversation_id = c.id AND {listed.sql})"  # noqa: S608
    return Condition(sql, listed.values)


def _of_identity(test: Condition) -> Condition:
    sql = f"EXISTS (SELECT 1 FROM people_identity i WHERE i.contact_id = c.contact_id AND {test.sql})"  # noqa: S608
    return Condition(sql, test.values)


def _address(rule: Rule) -> Condition:
    listed = among("i.value", rule.values)
    return Condition(f"i.kind = 'email' AND {listed.sql}", listed.values)


def domain_sql() -> str:
    """As the index on it has it (people/models/contact.py)."""
    place = "INSTR(i.value, '@')" if connection.vendor == "sqlite" else "STRPOS(i.value, '@')"
    return f"SUBSTR(i.value, {place} + 1)"


def _domain(rule: Rule) -> Condition:
    listed = among(domain_sql(), rule.values)
    return Condition(f"i.kind = 'email' AND {listed.sql}", listed.values)


def _company(rule: Rule) -> Condition:
    """By name; a company that is called otherwise now is not meant."""
    listed = among("k.key", [key_of(str(value)) for value in rule.values])
    sql = f"SELECT k.id FROM people_company k WHERE {listed.sql}"  # noqa: S608
    return Condition(sql, listed.values)


def _of_company(rule: Rule) -> Condition:
    named = _company(rule)
    sql = f"EXISTS (SELECT 1 FROM people_contact p WHERE p.id = c.contact_id AND p.company_id IN ({named.sql}))"  # noqa: S608
    return Condition(sql, named.values)


def _few_of_company(rule: Rule) -> Condition:
    named = _company(rule)
    sql = (
        "SELECT c.id FROM people_contact p JOIN conversations_conversation c ON c.contact_id = p.id "  # noqa: S608
        f"WHERE p.company_id IN ({named.sql})"
    )
    return Condition(sql, named.values)


def _country(rule: Rule, agent: Agent) -> Condition:
    """Where their clock seems to be: a guess, as the clock is."""
    listed = among("p.time_zone", [zone for country in rule.values for zone in zones_of(str(country))])
    sql = f"EXISTS (SELECT 1 FROM people_contact p WHERE p.id = c.contact_id AND {listed.sql})"  # noqa: S608
    return Condition(sql, listed.values)


@cache
def zones_of(country: str) -> tuple[str, ...]:
    return tuple(sorted(zone for zone in available_timezones() if country_of(zone) == country))


CHOICES: dict[str, Callable[[Rule, Agent], Condition]] = {
    "status": lambda rule, agent: among("c.status", rule.values),
    "assignee": _held,
    "team": _held,
    "inbox": lambda rule, agent: among("c.inbox_id", rule.values),
    "channel": lambda rule, agent: among("c.channel", rule.values),
    "tag": lambda rule, agent: _tagged(rule),
    "priority": lambda rule, agent: among("c.priority", [PRIORITIES[str(value)] for value in rule.values]),
    "language": lambda rule, agent: either([in_language(str(value)) for value in rule.values]),
    "address": lambda rule, agent: _of_identity(_address(rule)),
    "domain": lambda rule, agent: _of_identity(_domain(rule)),
    "company": lambda rule, agent: _of_company(rule),
    "country": _country,
    "delivery": lambda rule, agent: _delivery(rule),
}


def _few_tagged(rule: Rule) -> Condition:
    listed = among("tag_id", _tag_ids(rule))
    return Condition(f"SELECT conversation_id FROM conversations_conversation_tags WHERE {listed.sql}", listed.values)  # noqa: S608


def _few_of_contacts(test: Condition) -> Condition:
    sql = (
        "SELECT c.id FROM people_identity i JOIN conversations_conversation c "  # noqa: S608
        f"ON c.contact_id = i.contact_id WHERE {test.sql}"
    )
    return Condition(sql, test.values)


def _few_in_language(rule: Rule) -> Condition:
    spoken = either([in_language(str(value)) for value in rule.values])
    return Condition(f"SELECT c.id FROM conversations_conversation c WHERE {spoken.sql}", spoken.values)  # noqa: S608


def _delivery(rule: Rule) -> Condition:
    """Some answer of ours did not get out. The second test is what the index of those says."""
    listed = among("delivery_state", rule.values)
    sql = (
        "c.id IN (SELECT conversation_id FROM conversations_message WHERE "  # noqa: S608
        f"{listed.sql} AND delivery_state IN ('queued', 'failed', 'held'))"
    )
    return Condition(sql, listed.values)


def _few_undelivered(rule: Rule) -> Condition:
    inside = _delivery(rule)
    return Condition(inside.sql.removeprefix("c.id IN (").removesuffix(")"), inside.values)


FEW: dict[str, Callable[[Rule], Condition]] = {
    "tag": _few_tagged,
    "address": lambda rule: _few_of_contacts(_address(rule)),
    "domain": lambda rule: _few_of_contacts(_domain(rule)),
    "company": _few_of_company,
    "language": _few_in_language,
    "delivery": _few_undelivered,
}


def _moment(rule: Rule, *, agent: Agent) -> Condition:
    column = COLUMNS[rule.field]
    if rule.op in (rules.IS_SET, rules.IS_EMPTY):
        return Condition(f"{column} IS {'NOT ' if rule.op == rules.IS_SET else ''}NULL")
    first, last = _span(rule, zone=zone_of(agent))
    tests = [(f"{column} >= %s", first), (f"{column} < %s", last)]
    return Condition(
        " AND ".join(sql for sql, bound in tests if bound).join("()"), tuple(bound for _, bound in tests if bound)
    )


def _span(rule: Rule, *, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    """From when to when, the end left out; None where there is no end."""
    now = clock.now()
    if rule.op in rules.OF_A_LENGTH:
        return _relative(rule, now=now)
    if rule.op == rules.PASSED:
        return None, now
    today = now.astimezone(zone).date()
    if rule.op == rules.TODAY:
        return _start(today, zone=zone), _start(today + timedelta(days=1), zone=zone)
    start = _start(date.fromisoformat(str(rule.values[0])), zone=zone)
    return (None, start) if rule.op == rules.BEFORE else (start, None)


def _relative(rule: Rule, *, now: datetime) -> tuple[datetime | None, datetime | None]:
    length = timedelta(seconds=rules.seconds_of(rule.values) or 0)
    spans: dict[str, tuple[datetime | None, datetime | None]] = {
        rules.LONGER_AGO: (None, now - length),
        rules.IN_LAST: (now - length, now),
        rules.IN_NEXT: (now, now + length),
        rules.LATER: (now + length, None),
    }
    return spans[rule.op]


def _start(day: date, *, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def zone_of(agent: Agent) -> ZoneInfo:
    try:
        return ZoneInfo(agent.time_zone)
    except (ValueError, ZoneInfoNotFoundError):
        return ZoneInfo("UTC")
