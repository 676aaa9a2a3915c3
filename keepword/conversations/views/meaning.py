"""What the rules of a view mean for whoever looks, now: "mine" is theirs, and a day begins where they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from keepword.conversations.finding.meaning import Condition, among, either, held_by, in_language, tags_of, turned
from keepword.conversations.models.conversation import PRIORITIES, SPAM, STATUSES
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.conversations.views import rules
from keepword.conversations.views.own import own_condition
from keepword.conversations.views.reaching import (
    address,
    company_named,
    domain,
    few_in_language,
    few_of,
    tag_ids,
    undelivered,
    zones_of,
)
from keepword.conversations.views.rules import ME, MINE, NONE, Rule
from keepword.kit import clock, zones
from keepword.people.models import Agent

COLUMNS = {
    "waiting": "c.waiting_since",
    "created": "c.created_at",
    "active": "c.last_activity_at",
    "due": "c.due_at",
    "snoozed": "c.snoozed_until",
    "resolved": "c.resolved_at",
}


@dataclass(frozen=True, slots=True)
class Meant:
    """`lanes`: for some fields the values of which one must hold, each of which begins an index. `spans`: by column
    what is asked of a time, which bounds a walk in the order of that time. `conditions` must hold besides. `few` are
    ways to reach the conversations of a narrow rule directly: SQL that lists their ids. `with_spam`: a status is
    asked, and it decides about spam; otherwise there is none, nothing that goes on in another conversation, and
    nothing that was deleted."""

    lanes: dict[str, tuple[Condition, ...]]
    conditions: tuple[Condition, ...]
    spans: tuple[tuple[str, Condition], ...] = ()
    few: tuple[Condition, ...] = ()
    with_spam: bool = False
    without: frozenset[str] = frozenset()  # columns that must be empty

    @property
    def demanded(self) -> frozenset[str]:
        """The columns that must not be empty."""
        return frozenset(column for column, _ in self.spans) - self.without


def meant_by(asked: Sequence[Rule], *, agent: Agent) -> Meant:
    """What the agent may see of what is asked. A view that says nothing about spam leaves it out, and
    what goes on in another conversation."""
    lanes: dict[str, tuple[Condition, ...]] = {}
    conditions: list[Condition] = []
    spans: list[tuple[str, Condition]] = []
    for rule in asked:
        values = _lane(rule, agent=agent)
        if values is not None and rule.field not in lanes:
            lanes[rule.field] = values
        elif rule.field in rules.MOMENTS:
            spans.append((COLUMNS[rule.field], _moment(rule, agent=agent)))
        else:
            conditions.append(condition_of(rule, agent=agent))
    _only_visible(lanes, conditions, agent=agent)
    return Meant(
        lanes,
        tuple(conditions),
        spans=tuple(spans),
        few=(*(way for rule in asked for way in few_of(rule)), *few_in_language(lanes.get("language", ()))),
        with_spam="status" in lanes,
        without=frozenset(
            COLUMNS[rule.field] for rule in asked if rule.op == rules.IS_EMPTY and rule.field in COLUMNS
        ),
    )


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
    if rule.field == "language":
        tags = dict.fromkeys(tag for value in rule.values for tag in tags_of(str(value)))
        return tuple(among("c.language", [tag]) for tag in tags)
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


def _tagged(rule: Rule) -> Condition:
    """Asked of each conversation that the walk passes: the list of all that have a common tag is long."""
    listed = among("t.tag_id", tag_ids(rule))
    sql = f"EXISTS (SELECT 1 FROM conversations_conversation_tags t WHERE t.conversation_id = c.id AND {listed.sql})"  # noqa: S608
    return Condition(sql, listed.values)


def _of_identity(test: Condition) -> Condition:
    sql = f"EXISTS (SELECT 1 FROM people_identity i WHERE i.contact_id = c.contact_id AND {test.sql})"  # noqa: S608
    return Condition(sql, test.values)


def _of_company(rule: Rule) -> Condition:
    named = company_named(rule)
    sql = f"EXISTS (SELECT 1 FROM people_contact p WHERE p.id = c.contact_id AND p.company_id IN ({named.sql}))"  # noqa: S608
    return Condition(sql, named.values)


def _of_segment(rule: Rule) -> Condition:
    """Who is in one is known: it is not found out here (see the room `segments`)."""
    listed = among("s.segment_id", rule.values)
    sql = f"EXISTS (SELECT 1 FROM people_segmentmember s WHERE s.contact_id = c.contact_id AND {listed.sql})"  # noqa: S608
    return Condition(sql, listed.values)


def _country(rule: Rule, agent: Agent) -> Condition:
    """Where their clock seems to be: a guess, as the clock is."""
    listed = among("p.time_zone", [zone for country in rule.values for zone in zones_of(str(country))])
    sql = f"EXISTS (SELECT 1 FROM people_contact p WHERE p.id = c.contact_id AND {listed.sql})"  # noqa: S608
    return Condition(sql, listed.values)


CHOICES: dict[str, Callable[[Rule, Agent], Condition]] = {
    "status": lambda rule, agent: among("c.status", rule.values),
    "assignee": _held,
    "team": _held,
    "inbox": lambda rule, agent: among("c.inbox_id", rule.values),
    "channel": lambda rule, agent: among("c.channel", rule.values),
    "tag": lambda rule, agent: _tagged(rule),
    "priority": lambda rule, agent: among("c.priority", [PRIORITIES[str(value)] for value in rule.values]),
    "language": lambda rule, agent: either([in_language(str(value)) for value in rule.values]),
    "address": lambda rule, agent: _of_identity(address(rule)),
    "domain": lambda rule, agent: _of_identity(domain(rule)),
    "company": lambda rule, agent: _of_company(rule),
    "country": _country,
    "segment": lambda rule, agent: _of_segment(rule),
    "delivery": lambda rule, agent: undelivered(rule),
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
    return zones.zone_of(agent.time_zone)
