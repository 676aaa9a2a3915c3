"""What is found by name, and by whom."""

from collections.abc import Callable, Iterable

from django.db.models import Model

from keepword.brands.models import Brand
from keepword.conversations.models import Inbox, Tag
from keepword.hours.models import BusinessHours
from keepword.people.models import Agent, Segment, Team
from keepword.people.permissions import MANAGE_AGENTS
from keepword.people.roles.giving import givable

Names = Iterable[tuple[int, str]]


def _inboxes(agent: Agent) -> Names:
    return Inbox.objects.visible_to(agent).order_by("name", "id").values_list("id", "name")


def _roles(agent: Agent) -> Names:
    own = givable(agent)[1] if agent.may(MANAGE_AGENTS) else []
    return [(role.pk, role.name) for role in own]


# Every agent reads the names of colleagues, teams, tags, brands, hours and segments wherever they work.
KINDS: dict[str, Callable[[Agent], Names]] = {
    "agents": lambda _agent: Agent.objects.active().order_by("name", "id").values_list("id", "name"),
    "teams": lambda _agent: Team.objects.order_by("name").values_list("id", "name"),
    "brands": lambda _agent: Brand.objects.order_by("name", "id").values_list("id", "name"),
    "tags": lambda _agent: Tag.objects.in_use().order_by("name").values_list("id", "name"),  # house: words of all
    "hours": lambda _agent: BusinessHours.objects.in_use().order_by("name").values_list("id", "name"),
    "segments": lambda _agent: Segment.objects.in_use().order_by("name").values_list("id", "name"),
    "inboxes": _inboxes,
    "roles": _roles,
}
OF_ROWS: dict[type[Model], str] = {
    Agent: "agents",
    Team: "teams",
    Brand: "brands",
    Tag: "tags",
    BusinessHours: "hours",
    Segment: "segments",
    Inbox: "inboxes",
}
