"""What the filters of a query mean in the database, and in what they cannot be understood."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from keepword.conversations.finding.asking import Asked, Filter
from keepword.conversations.finding.meaning import Condition, among, either, held_by, in_language, tagged, turned
from keepword.conversations.finding.naming import contacts_named
from keepword.conversations.models import Inbox
from keepword.conversations.models.conversation import BINNED, STATUSES
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.conversations.tagging import ids_of
from keepword.kit import words
from keepword.kit.zones import zone_of
from keepword.people.companies.defining import key_of
from keepword.people.models import Agent, Company, Team

IN_BIN = Condition("c.status = %s", (BINNED,))
# Few at a time, and read from the index on the status once for a query: nothing is asked of each message.
NOT_IN_BIN = Condition(
    "m.conversation_id NOT IN (SELECT b.id FROM conversations_conversation b WHERE b.status = %s)", (BINNED,)
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a reader should be told: `kind` is "unknown" (no such filter), "date", "status", "has", "in" (a value that
    cannot be; the filter is left out) or "nobody" (nothing has this name, so that nothing is found)."""

    kind: str
    name: str
    value: str = ""


@dataclass(slots=True)
class Narrowed:
    """`of_messages` and `of_conversations` must hold. `until`: all were written before then, None when that is not
    asked. `is_hopeless`: nothing can be found."""

    of_messages: list[Condition] = field(default_factory=list)
    of_conversations: list[Condition] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    until: datetime | None = None
    is_hopeless: bool = False


def narrow(asked: Asked, *, agent: Agent) -> Narrowed:
    narrowed = Narrowed(troubles=[Trouble("unknown", name) for name in asked.unknown])
    ids = visible_inbox_ids(agent)
    if ids is not None:
        narrowed.of_messages.append(among("m.inbox_id", ids))
        narrowed.of_conversations.append(among("c.inbox_id", ids))
    for one in asked.filters:
        _add(one, to=narrowed, agent=agent)
    if all(one.name != "in" for one in asked.filters):
        narrowed.of_messages.append(NOT_IN_BIN)
    return narrowed


def _add(one: Filter, *, to: Narrowed, agent: Agent) -> None:
    found = _READERS[one.name](one, agent)
    if isinstance(found, Trouble):
        to.troubles.append(found)
        to.is_hopeless |= found.kind == "nobody" and not one.is_negative
        return
    if one.name == "before" and not one.is_negative:
        to.until = _start_of(one.value, agent=agent)
    for condition in found:
        if one.is_negative and condition is not found[-1]:
            continue  # the last says it all; those before it only help to find
        wanted = turned(condition) if one.is_negative else condition
        of_message = "m." in condition.sql
        (to.of_messages if of_message else to.of_conversations).append(wanted)


Found = list[Condition] | Trouble


def _from(one: Filter, agent: Agent) -> Found:
    """A contact or a colleague; of a contact, the conversations that they take part in are few."""
    colleagues = agents_named(one.value, agent=agent)
    contacts = contacts_named(one.value, agent=agent) if one.value.lower() != "me" else []
    if contacts and not colleagues:
        return [_with(contacts), among("COALESCE(m.contact_id, 0)", contacts)]
    if colleagues and not contacts:
        return [among("COALESCE(m.agent_id, 0)", colleagues)]
    if not contacts:
        return Trouble("nobody", one.name, one.value)
    return [either([among("COALESCE(m.contact_id, 0)", contacts), among("COALESCE(m.agent_id, 0)", colleagues)])]


def _to(one: Filter, agent: Agent) -> Found:
    inboxes = inboxes_named(one.value, agent=agent)
    if inboxes:
        written = among("m.inbox_id", inboxes)
        return [among("c.inbox_id", inboxes), Condition(f"(m.kind = 'inbound' AND {written.sql})", written.values)]
    contacts = contacts_named(one.value, agent=agent)
    if not contacts:
        return Trouble("nobody", one.name, one.value)
    theirs = _with(contacts)
    return [theirs, Condition(f"(m.kind = 'reply' AND {theirs.sql})", theirs.values)]


def _company(one: Filter, agent: Agent) -> Found:
    """Whole, as it is called; a view asks the same."""
    known = Company.objects.filter(key=key_of(one.value)).values_list("id", flat=True)
    listed = among("p.company_id", list(known))
    inside = f"c.contact_id IN (SELECT p.id FROM people_contact p WHERE {listed.sql})"  # noqa: S608
    return [Condition(inside, listed.values)] if known else Trouble("nobody", one.name, one.value)


def _tag(one: Filter, agent: Agent) -> Found:
    name = " ".join(one.value.split()).casefold()
    tags = ids_of([name])
    return [tagged([tags[0]])] if tags else Trouble("nobody", one.name, one.value)


def _status(one: Filter, agent: Agent) -> Found:
    status = one.value.lower()
    return [Condition("c.status = %s", (status,))] if status in STATUSES else Trouble("status", one.name, one.value)


def _assignee(one: Filter, agent: Agent) -> Found:
    if one.value.lower() == "none":
        return [held_by("c.assignee_id", [], or_nobody=True)]
    ids = agents_named(one.value, agent=agent)
    return [among("COALESCE(c.assignee_id, 0)", ids)] if ids else Trouble("nobody", one.name, one.value)


def _team(one: Filter, agent: Agent) -> Found:
    if one.value.lower() == "none":
        return [held_by("c.team_id", [], or_nobody=True)]
    if one.value.lower() == "mine":
        return [held_by("c.team_id", list(agent.teams.values_list("id", flat=True)), or_nobody=False)]
    ids = teams_named(one.value)
    return [among("COALESCE(c.team_id, 0)", ids)] if ids else Trouble("nobody", one.name, one.value)


def _inbox(one: Filter, agent: Agent) -> Found:
    ids = inboxes_named(one.value, agent=agent)
    return [among("c.inbox_id", ids)] if ids else Trouble("nobody", one.name, one.value)


def _channel(one: Filter, agent: Agent) -> Found:
    return [Condition("c.channel = %s", (one.value.lower()[:20],))]


def _language(one: Filter, agent: Agent) -> Found:
    return [in_language(one.value)]


def _has(one: Filter, agent: Agent) -> Found:
    if one.value.lower() not in ("attachment", "attachments", "file"):
        return Trouble("has", one.name, one.value)
    sql = "EXISTS (SELECT 1 FROM conversations_attachment a WHERE a.message_id = m.id AND NOT a.is_inline)"
    return [Condition(sql)]


def _in(one: Filter, agent: Agent) -> Found:
    """What was deleted by hand is found where it is asked for, and nowhere else."""
    return [IN_BIN] if one.value.lower() == "bin" else Trouble("in", one.name, one.value)


def _before(one: Filter, agent: Agent) -> Found:
    start = _start_of(one.value, agent=agent)
    return [Condition("m.at < %s", (start,))] if start else Trouble("date", one.name, one.value)


def _after(one: Filter, agent: Agent) -> Found:
    start = _start_of(one.value, agent=agent)
    return [Condition("m.at >= %s", (start,))] if start else Trouble("date", one.name, one.value)


_READERS: dict[str, Callable[[Filter, Agent], Found]] = {
    "from": _from, "to": _to, "company": _company, "tag": _tag, "status": _status, "assignee": _assignee,
    "team": _team, "inbox": _inbox, "channel": _channel, "language": _language, "has": _has, "in": _in,
    "before": _before, "after": _after,
}  # fmt: skip


def _start_of(value: str, *, agent: Agent) -> datetime | None:
    """When that day begins where the agent is, in UTC; None for what is no date."""
    try:
        day = date.fromisoformat(value.replace("/", "-").replace(".", "-"))
    except ValueError:
        return None
    if not timedelta(days=400) < day - date.min < date.max - date.min - timedelta(days=400):
        return None
    return datetime(day.year, day.month, day.day, tzinfo=zone_of(agent.time_zone)).astimezone(UTC)


def agents_named(value: str, *, agent: Agent) -> list[int]:
    if value.lower() == "me":
        return [agent.pk]
    people = Agent.objects.values_list("id", "name", "email")
    return [number for number, name, email in people if email.lower() == value.lower() or _is_named(name, value=value)]


def teams_named(value: str) -> list[int]:
    return [number for number, name in Team.objects.values_list("id", "name") if _is_named(name, value=value)]


def inboxes_named(value: str, *, agent: Agent) -> list[int]:
    return [
        one.pk
        for one in Inbox.objects.visible_to(agent)
        if one.address.lower() == value.lower() or words.fold(one.name) == words.fold(value)
    ]


def _is_named(name: str, *, value: str) -> bool:
    """By the whole name, or by its first words."""
    wanted, has = words.tokens(value), words.tokens(name)
    return bool(wanted) and has[: len(wanted)] == wanted


def _with(contact_ids: list[int]) -> Condition:
    listed = among("contact_id", contact_ids)
    return Condition(
        f"c.id IN (SELECT conversation_id FROM conversations_participant WHERE {listed.sql})",  # noqa: S608
        listed.values,
    )
