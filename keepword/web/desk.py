"""What surrounds every page of the desk: the views with their counts, and who is signed in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from keepword.conversations.handing_over import WAITING, waiting_for
from keepword.conversations.models import Conversation, SavedView
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.conversations.teamwork import reading
from keepword.kit import clock
from keepword.kit.prepared import Prepared
from keepword.kit.reversing import address_of
from keepword.kit.together import Together
from keepword.kit.zones import zone_of
from keepword.notices.reading import count_of
from keepword.people.models import Agent
from keepword.people.permissions import DELETE
from keepword.web.people.admitting import AgentRequest
from keepword.web.promises import owing
from keepword.web.promises.choosing import due_before

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
    "bin": "trash-2",
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
    "bin": _("Bin"),
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
BESIDE = Together(
    lists={"saved": SAVED},
    counts={
        "unassigned": FIRST_UNASSIGNED,
        "mine": FIRST_OF_MINE,
        "owed": owing.FIRST,
        "hand_overs": WAITING,
        "mentioned": reading.UNREAD,
    },
)


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
    """What `web/desk.html` needs: one statement, of at most a hundred steps in each of six indexes; for an agent who
    sees some inboxes only, six. What the saved views count comes later, by an address of its own: there may be many.
    """
    agent = request.user
    return {
        **(_of_all(agent, view=view) if visible_inbox_ids(agent) is None else _of_some(agent, view=view)),
        "view": view,
        "bell_count": count_of(agent),
        "section": section,
        "list_address": list_address(view),
        **page_of(agent),
    }


def _of_all(agent: Agent, *, view: str) -> dict[str, Any]:
    found = BESIDE(agent=agent.pk, before=due_before(clock.now()))
    return {
        "views": views(agent, current=view, counts=found.counts),
        "saved_views": _listed(found.rows["saved"], current=view, counts={}),
        "owed": owing.said_of(found.counts["owed"]),
        "hand_overs": found.counts["hand_overs"],
        "mentioned": reading.said_of(found.counts["mentioned"]),
    }


def _of_some(agent: Agent, *, view: str) -> dict[str, Any]:
    return {
        "views": views(agent, current=view, counts={name: _count(agent, view=name) for name in COUNTED}),
        "saved_views": saved_views(agent, current=view),
        "owed": owing.owed_soon(agent),
        "hand_overs": waiting_for(agent),
        "mentioned": reading.unread_count(agent),
    }


def page_of(agent: Agent) -> dict[str, Any]:
    """What `web/base.html` needs of the person who looks."""
    return {
        "agent_name": agent.name,
        "agent_id": agent.pk,
        "theme": "" if agent.theme == "system" else agent.theme,
        "time_zone": zone_of(agent.time_zone).key,
        "takes_chats": agent.takes_chats,
    }


def known_view(view: str) -> str:
    """The view that an address names: a built-in one, or a saved one by its number; "" for what is neither."""
    is_number = view.isascii() and view.isdigit() and len(view) < 19
    return view if is_number or view in LABELS else ""


def list_address(view: str) -> str:
    """Of a view as `known_view` names it; "" is where the day begins."""
    return address_of("web:view", int(view)) if view.isdigit() else inbox_address(view or "unassigned")


@cache
def inbox_address(view: str) -> str:
    return address_of("web:bin") if view == "bin" else address_of("web:inbox", view)


def views(agent: Agent, *, current: str, counts: Mapping[str, int]) -> list[View]:
    """The bin for whoever may put something there."""
    return [
        View(
            name=name,
            label=str(label),
            icon=ICONS[name],
            address=inbox_address(name),
            count=_said(counts.get(name, 0)),
            is_current=name == current,
        )
        for name, label in LABELS.items()
        if name != "bin" or agent.may(DELETE)
    ]


def saved_views(agent: Agent, *, current: str, counts: Mapping[int, str] | None = None) -> list[View]:
    """In their order. Without `counts` they are not counted yet."""
    return _listed(SAVED(agent=agent.pk), current=current, counts=counts or {})


def _listed(found: Iterable[tuple[Any, ...]], *, current: str, counts: Mapping[int, str]) -> list[View]:
    return [
        View(
            name=str(number),
            label=name,
            icon="list-filter",
            address=address_of("web:view", number),
            count=counts.get(number, ""),
            is_current=str(number) == current,
        )
        for number, name in found
    ]


def _count(agent: Agent, *, view: str) -> int:
    return len(Conversation.objects.visible_to(agent).of_view(view, agent=agent).values_list("id")[: MOST + 1])


def _said(count: int) -> str:
    return f"{MOST}+" if count > MOST else str(count or "")
