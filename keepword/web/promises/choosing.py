"""Which promises somebody wants to see: the words of an address, and back."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from keepword.brands.models import Organisation
from keepword.conversations.models import Conversation
from keepword.kit import clock
from keepword.kit.zones import zone_of
from keepword.people.models import Agent
from keepword.promises.ledger.tallying import counted
from keepword.promises.models import Promise
from keepword.promises.models.promise import BROKEN, KEPT, OPEN, RENEWED, WITHDRAWN, PromiseQuerySet

NONE = "none"
MINE = "mine"
SOON = "soon"
UNSENT = "unsent"
SOON_WITHIN = timedelta(hours=4)
FIRST_YEAR, LAST_YEAR = 2, 9998  # every zone has an instant for their days
STATES = ["", SOON, UNSENT, OPEN, KEPT, BROKEN, "late", RENEWED, WITHDRAWN]


@dataclass(frozen=True, slots=True)
class Choice:
    """`owed` is "mine" for what the reader owes. `team` and `agent` are ids, or "none". `since` and `until` are the
    first and the day after the last day of due times, where the organisation is. "" is all."""

    state: str = ""
    owed: str = ""
    team: str = ""
    agent: str = ""
    channel: str = ""
    kind: str = ""
    what: str = ""
    since: str = ""
    until: str = ""

    def address(self, **changes: str) -> str:
        """Of the list of just these, with some of it changed."""
        words = {one.name: changes.get(one.name, getattr(self, one.name)) for one in fields(self)}
        query = urlencode({name: word for name, word in words.items() if word})
        return reverse("web:promises") + (f"?{query}" if query else "")


def choice_of(data: Mapping[str, str]) -> Choice:
    """What makes no sense is left out."""
    words = {one.name: data.get(one.name, "").replace("\x00", "")[:40] for one in fields(Choice)}
    words["state"] = words["state"] if words["state"] in STATES else ""
    for name in ("team", "agent"):
        words[name] = words[name] if words[name] == NONE or (words[name].isdecimal() and len(words[name]) < 19) else ""
    for name in ("since", "until"):
        words[name] = words[name] if day_of(words[name]) else ""
    return Choice(**words)


def promises_of(choice: Choice, *, agent: Agent) -> PromiseQuerySet:
    """Never more than the agent may see."""
    found = counted(Promise.objects.visible_to(agent))
    found = _standing(found, state=choice.state, at=clock.now())
    if choice.owed == MINE:
        found = found.filter(owed_by(agent))
    plain = {name: word for name in ("channel", "kind", "what") if (word := getattr(choice, name))}
    for name, column in (("team", "team_id"), ("agent", "made_by_id")):
        if word := getattr(choice, name):
            plain[column] = None if word == NONE else int(word)
    return found.filter(**plain, **_between(choice))


def _between(choice: Choice) -> dict[str, datetime]:
    days = {"due_at__gte": day_of(choice.since), "due_at__lt": day_of(choice.until)}
    if not any(days.values()):
        return {}
    zone = house_zone()
    return {name: begins(day, zone=zone) for name, day in days.items() if day}


def due_before(at: datetime) -> datetime:
    """What is due before that is due soon, and what is overdue is as well."""
    return at + SOON_WITHIN


def owed_by(agent: Agent) -> Q:
    """What they promised themselves, and what was promised for whoever holds the conversation. Asked promise by
    promise: with a join, SQLite began at the conversations and read them all, on every page of the desk."""
    rows = Conversation.objects  # house: only whose they are; the promises are narrowed by who asks
    theirs = rows.filter(pk=OuterRef("conversation_id"), assignee=agent)
    return Q(made_by=agent) | (Q(made_by=None) & Q(Exists(theirs)))


def _standing(promises: PromiseQuerySet, *, state: str, at: datetime) -> PromiseQuerySet:
    if state == SOON:
        return promises.owed().filter(due_at__lt=due_before(at))
    if state == UNSENT:
        return promises.unsent()
    if state == "late":
        return promises.filter(state=BROKEN, done_at__isnull=False)
    return promises.standing(state, at=at) if state else promises


def day_of(text: str) -> date | None:
    """The day of "2026-11-23", None for what is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def begins(day: date, *, zone: ZoneInfo) -> datetime:
    """When a day begins there."""
    return datetime.combine(day, time(0), tzinfo=zone)


def house_zone() -> ZoneInfo:
    """Where the organisation's days begin. One small query."""
    return zone_of(Organisation.objects.values_list("time_zone", flat=True).first() or "UTC")


def weeks_until(at: datetime, *, count: int, zone: ZoneInfo) -> list[tuple[date, date]]:
    """So many weeks from Monday to Monday on the calendar there, the last of them that of `at`."""
    today = at.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    starts = [monday - timedelta(weeks=back) for back in reversed(range(count))]
    return [(start, start + timedelta(weeks=1)) for start in starts]
