"""What can be chosen about a conversation: who, which team, how urgent, until when, which tags."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import PRIORITIES
from keepword.kit.prepared import Prepared
from keepword.people.models import Agent, Team
from keepword.web import times
from keepword.web.initials import initials_of
from keepword.web.picking.fitting import MENU


def _tags(conversation: int) -> QuerySet[Any, Any]:
    links = Conversation.tags.through.objects.filter(conversation_id=conversation)
    return links.order_by("tag__name").values_list("tag__name", "tag__colour")


AGENTS = Prepared(lambda: Agent.objects.active().order_by("name", "id").values_list("id", "name", "photo"))
TEAMS = Prepared(lambda: Team.objects.order_by("name").values_list("id", "name"))
TAGS = Prepared(_tags)
MORNING, EVENING = time(9), time(18)


@dataclass(frozen=True, slots=True)
class Choice:
    """`value` is what the form sends."""

    value: str
    words: str
    is_current: bool
    initials: str = ""
    is_me: bool = False
    photo: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time to come back; `until` as ISO 8601."""

    until: str
    words: str
    when: SafeString


def of(
    conversation: Conversation, *, agent: Agent, reader: times.Reader, found: Mapping[str, list[tuple[Any, ...]]]
) -> dict[str, Any]:
    """`found` has the rows of `AGENTS`, `TEAMS` and `TAGS` by their names. Of more than a menu has room for it has
    whoever looks and what is chosen; the others are found by name, see `holders.py`."""
    finds_assignee, finds_team = (len(found[name]) > MENU for name in ("agents", "teams"))
    mine = [row for row in found["agents"] if not finds_assignee or row[0] in (agent.pk, conversation.assignee_id)]
    ours = [row for row in found["teams"] if not finds_team or row[0] == conversation.team_id]
    return {
        "assignees": assignees(conversation, agent=agent, rows=mine),
        "finds_assignee": finds_assignee,
        "teams": teams(conversation, rows=ours),
        "finds_team": finds_team,
        "priority": priority_name(conversation.priority_name),
        "priorities": _priorities(conversation),
        "snooze_choices": snooze_choices(reader),
        "tags": found["tags"],
    }


def names_and_photos(rows: Iterable[tuple[Any, ...]]) -> tuple[dict[int, str], dict[int, str]]:
    """The rows of `AGENTS` by their ids: every name, and the addresses of those who have a photo."""
    found = list(rows)
    names = {number: name for number, name, _photo in found}
    return names, {number: photo_address(photo) for number, _name, photo in found if photo}


def photo_address(token: str) -> str:
    """ "" for none."""
    return reverse("help:photo", args=[token]) if token else ""


def teams(conversation: Conversation, *, rows: Iterable[tuple[Any, ...]]) -> list[Choice]:
    """`rows` are those of `TEAMS`."""
    return [Choice(str(number), name, number == conversation.team_id) for number, name in rows]


def assignees(conversation: Conversation, *, agent: Agent, rows: Iterable[tuple[Any, ...]]) -> list[Choice]:
    """The agent who looks stands first: taking it oneself is what is done most."""
    choices = [
        Choice(
            str(number),
            name,
            number == conversation.assignee_id,
            initials_of(name),
            number == agent.pk,
            photo_address(photo),
        )
        for number, name, photo in rows
    ]
    return sorted(choices, key=lambda choice: not choice.is_me)


def _priorities(conversation: Conversation) -> list[Choice]:
    return [Choice(name, priority_name(name), name == conversation.priority_name) for name in PRIORITIES]


def priority_name(name: str) -> str:
    return {"low": _("Low"), "normal": _("Normal"), "high": _("High"), "urgent": _("Urgent")}[name]


def snooze_choices(reader: times.Reader) -> list[Moment]:
    """The next evening or morning, and the beginning of next week, in the agent's time zone."""
    local = reader.now.astimezone(reader.zone)
    tomorrow, monday = local + timedelta(days=1), local + timedelta(days=7 - local.weekday())
    soon = (reader.now + timedelta(hours=2)).replace(second=0, microsecond=0)  # of real time, whatever the clocks do
    found = [(_("In two hours"), soon.astimezone(reader.zone))]
    if local.time() < EVENING:
        found.append((_("This evening"), _at(local, EVENING)))
    found.append((_("Tomorrow morning"), _at(tomorrow, MORNING)))
    if monday.date() != tomorrow.date():  # on a Sunday, tomorrow is next week
        found.append((_("Next week"), _at(monday, MORNING)))
    return [Moment(at.isoformat(), words, reader.moment(at)) for words, at in found]


def later_choices(reader: times.Reader) -> list[Moment]:
    """When an answer may leave instead of now: hours in which people read mail, in the agent's time zone."""
    return [moment for moment in snooze_choices(reader) if moment.words != _("In two hours")]


def _at(day: datetime, hour: time) -> datetime:
    """That hour of that day; built from the wall clock, so that a change to summer time does not move it."""
    return datetime.combine(day.date(), hour, tzinfo=day.tzinfo)
