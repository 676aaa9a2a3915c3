"""What surrounds every page of the desk: the views with their counts, and who is signed in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from keepword.conversations.handing_over import waiting_for
from keepword.conversations.models import Conversation, SavedView
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.conversations.teamwork.reading import unread_count
from keepword.kit.prepared import Prepared
from keepword.notices.reading import count_of
from keepword.people.models import Agent
from keepword.web.people.admitting import AgentRequest
from keepword.web.promises.owing import owed_soon

ICONS = {
    "unassigned": "inbox",
    "mine": "user-round",
    "team": "users-round",
    "open": "circle-dot",
    "due": "clock",
    "waiting": "hourglass",
    "snoozed": "moon",
    "failed": "mail-warning",
    "resolved": "circle-check",
    "spam": "ban",
    "all": "layers",
}
LABELS = {
    "unassigned": _("Unassigned"),
    "mine": _("Mine"),
    "team": _("My team"),
    "open": _("Open"),
    "due": _("Due"),
    "waiting": _("Waiting"),
    "snoozed": _("Snoozed"),
    "failed": _("Not sent"),
    "resolved": _("Resolved"),
    "spam": _("Spam"),
    "all": _("All"),
}
MOST = 99  # counting further costs more the more there is, and nobody reads the difference


def _first_of(view: str, *, agent: int) -> QuerySet[Conversation, Any]:
    rows = Conversation.objects  # house: asked only when visible_to would change nothing
    return rows.of_view(view, agent=Agent(pk=agent)).values_list("id")[: MOST + 1]


COUNTED = ("unassigned", "mine")
FIRST_UNASSIGNED = Prepared(lambda: _first_of("unassigned", agent=0))
FIRST_OF_MINE = Prepared(lambda agent: _first_of("mine", agent=agent))
MOST_SAVED = 100


def _saved(agent: int) -> QuerySet[SavedView, Any]:
    views = SavedView.objects  # house: `of_desk` is narrower than `visible_to`
    return views.of_desk(Agent(pk=agent)).in_order().values_list("id", "name")[:MOST_SAVED]


SAVED = Prepared(_saved)


@dataclass(frozen=True, slots=True)
class View:
    """One line of the views. `count` is "" when there is nothing, or when it is not counted."""

    name: str
    label: str
    icon: str
    address: str
    count: str
    is_current: bool


def surroundings(request: AgentRequest, *, view: str = "", section: str = "") -> dict[str, Any]:
    """What `web/desk.html` needs. Six queries, each of at most a hundred steps in an index. What the saved views
    count comes later, by an address of its own: there may be many."""
    agent = request.user
    return {
        "views": views(agent, current=view),
        "saved_views": saved_views(agent, current=view),
        "view": view,
        "owed": owed_soon(agent),
        "hand_overs": waiting_for(agent),
        "mentioned": unread_count(agent),
        "bell_count": count_of(agent),
        "section": section,
        "list_address": list_address(view),
        **page_of(agent),
    }


def page_of(agent: Agent) -> dict[str, Any]:
    """What `web/base.html` needs of the person who looks."""
    return {
        "agent_name": agent.name,
        "agent_id": agent.pk,
        "theme": "" if agent.theme == "system" else agent.theme,
        "time_zone": agent.time_zone,
    }


def known_view(view: str) -> str:
    """The view that an address names: a built-in one, or a saved one by its number; "" for what is neither."""
    is_number = view.isascii() and view.isdigit() and len(view) < 19
    return view if is_number or view in LABELS else ""


def list_address(view: str) -> str:
    """Of a view as `known_view` names it; "" is where the day begins."""
    return reverse("web:view", args=[int(view)]) if view.isdigit() else inbox_address(view or "unassigned")


@cache
def inbox_address(view: str) -> str:
    return reverse("web:inbox", args=[view])


def views(agent: Agent, *, current: str) -> list[View]:
    return [
        View(
            name=name,
            label=str(label),
            icon=ICONS[name],
            address=inbox_address(name),
            count=_count(agent, view=name) if name in COUNTED else "",
            is_current=name == current,
        )
        for name, label in LABELS.items()
    ]


def saved_views(agent: Agent, *, current: str, counts: Mapping[int, str] | None = None) -> list[View]:
    """In their order. Without `counts` they are not counted yet."""
    return [
        View(
            name=str(number),
            label=name,
            icon="list-filter",
            address=reverse("web:view", args=[number]),
            count=(counts or {}).get(number, ""),
            is_current=str(number) == current,
        )
        for number, name in SAVED(agent=agent.pk)
    ]


def _count(agent: Agent, *, view: str) -> str:
    count = sum(1 for _ in _first(agent, view=view))
    return f"{MOST}+" if count > MOST else str(count or "")


def _first(agent: Agent, *, view: str) -> Iterable[Any]:
    if visible_inbox_ids(agent) is not None:
        return Conversation.objects.visible_to(agent).of_view(view, agent=agent).values_list("id")[: MOST + 1]
    return FIRST_OF_MINE(agent=agent.pk) if view == "mine" else FIRST_UNASSIGNED()
