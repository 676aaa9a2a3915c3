"""What surrounds every page of the desk: the views with their counts, and who is signed in."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from keepword.conversations.models import Conversation
from keepword.people.models import Agent
from keepword.web.people.admitting import AgentRequest

ICONS = {
    "unassigned": "inbox",
    "mine": "user-round",
    "open": "circle-dot",
    "waiting": "hourglass",
    "snoozed": "moon",
    "resolved": "circle-check",
    "spam": "ban",
    "all": "layers",
}
LABELS = {
    "unassigned": _("Unassigned"),
    "mine": _("Mine"),
    "open": _("Open"),
    "waiting": _("Waiting"),
    "snoozed": _("Snoozed"),
    "resolved": _("Resolved"),
    "spam": _("Spam"),
    "all": _("All"),
}
COUNTED = ("unassigned", "mine")
MOST = 99  # counting further costs more the more there is, and nobody reads the difference


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
    """What `web/desk.html` needs. Two queries, each of at most a hundred steps in an index."""
    agent = request.user
    return {
        "views": views(agent, current=view),
        "section": section,
        "list_address": reverse("web:inbox", args=[view or "unassigned"]),
        **page_of(agent),
    }


def page_of(agent: Agent) -> dict[str, Any]:
    """What `web/base.html` needs of the person who looks."""
    return {
        "agent_name": agent.name,
        "is_administrator": agent.is_administrator,
        "theme": "" if agent.theme == "system" else agent.theme,
        "time_zone": agent.time_zone,
    }


def views(agent: Agent, *, current: str) -> list[View]:
    return [
        View(
            name=name,
            label=str(label),
            icon=ICONS[name],
            address=reverse("web:inbox", args=[name]),
            count=_count(agent, view=name) if name in COUNTED else "",
            is_current=name == current,
        )
        for name, label in LABELS.items()
    ]


def _count(agent: Agent, *, view: str) -> str:
    rows = Conversation.objects.visible_to(agent).of_view(view, agent=agent)
    count = len(rows.values_list("id", flat=True)[: MOST + 1])
    return f"{MOST}+" if count > MOST else str(count or "")
