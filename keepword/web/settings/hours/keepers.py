"""Who keeps some hours, as boxes to tick."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from keepword.conversations.keeping_hours import KEEPERS, Keepers, keepers_of
from keepword.conversations.models import Inbox
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.hours.models import BusinessHours
from keepword.people.models import Agent
from keepword.web.people.admitting import AgentRequest

LABELS = {
    "organisations": _("Everybody without hours of their own"),
    "brands": _("Brands"),
    "inboxes": _("Inboxes"),
    "teams": _("Teams"),
    "agents": _("Agents"),
}


@dataclass(frozen=True, slots=True)
class Box:
    pk: int
    label: str
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    label: str
    boxes: list[Box]

    @property
    def kept(self) -> list[str]:
        return [box.label for box in self.boxes if box.is_kept]


def keeper_groups(kept: Keepers | Mapping[str, list[int]], *, agent: Agent) -> list[Group]:
    """Inboxes that this agent may not see are not among them."""
    ids = kept if isinstance(kept, Mapping) else {name: getattr(kept, name) for name in KEEPERS}
    return [
        Group(
            name,
            str(LABELS[name]),
            [Box(row.pk, str(row), row.pk in ids.get(name, ())) for row in _rows(model, agent=agent)],
        )
        for name, model in KEEPERS.items()
    ]


def _rows(model: type[Model], *, agent: Agent) -> list[Model]:
    rows = model._default_manager.order_by("name", "pk")
    if model is Inbox:
        return list(Inbox.objects.visible_to(agent).order_by("name", "pk"))
    return list(rows.filter(is_active=True) if hasattr(model, "is_active") else rows)


def chosen_keepers(request: AgentRequest, *, of: BusinessHours | None) -> dict[str, list[int]]:
    """What was ticked, and of the inboxes that were not on the page those that keep these hours already."""
    chosen = {name: [int(pk) for pk in request.POST.getlist(name) if pk.isdecimal()] for name in KEEPERS}
    visible = visible_inbox_ids(request.user)
    if visible is not None:
        kept = keepers_of(of).inboxes if of else []
        chosen["inboxes"] = [pk for pk in chosen["inboxes"] if pk in visible]
        chosen["inboxes"] += [pk for pk in kept if pk not in visible]
    return chosen
