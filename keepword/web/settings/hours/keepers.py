"""Who keeps some hours, as boxes to tick."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from keepword.conversations.keeping_hours import KEEPERS, Keepers, keepers_of
from keepword.conversations.models import Inbox
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.hours.models import BusinessHours
from keepword.people.models import Agent
from keepword.web.people.admitting import AgentRequest
from keepword.web.picking.menus import Boxes, boxes, ticked

LABELS = {
    "organisations": _("Everybody without hours of their own"),
    "brands": _("Brands"),
    "inboxes": _("Inboxes"),
    "teams": _("Teams"),
    "agents": _("Agents"),
}


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    label: str
    boxes: Boxes


def names_of_keepers(hours: list[BusinessHours], *, agent: Agent) -> dict[int, list[str]]:
    """Who keeps each of them, by its number. Inboxes that this agent may not see are not named."""
    found: dict[int, list[str]] = {}
    for model in KEEPERS.values():
        rows = _rows_of(model, agent=agent).filter(business_hours__in=hours)
        for number, name in rows.values_list("business_hours_id", "name"):
            found.setdefault(number, []).append(name)
    return found


def keeper_groups(kept: Keepers | Mapping[str, list[int]], *, agent: Agent, data: Mapping[str, Any]) -> list[Group]:
    """Inboxes that this agent may not see are not among them. `data` is what was sent."""
    ids = kept if isinstance(kept, Mapping) else {name: getattr(kept, name) for name in KEEPERS}
    return [
        Group(name, str(LABELS[name]), _boxes(name, ids.get(name, ()), agent=agent, data=data)) for name in KEEPERS
    ]


def _boxes(name: str, chosen: Collection[int], *, agent: Agent, data: Mapping[str, Any]) -> Boxes:
    rows = _choices(name, agent=agent)
    return boxes(name, choices=rows, chosen=[str(one) for one in chosen], kind=name, data=data)


def _choices(name: str, *, agent: Agent) -> list[tuple[str, str]]:
    return [(str(pk), words) for pk, words in _rows_of(KEEPERS[name], agent=agent).values_list("pk", "name")]


def _rows_of(model: type[Model], *, agent: Agent) -> "QuerySet[Any]":
    if model is Inbox:
        return Inbox.objects.visible_to(agent).order_by("name", "pk")
    rows = model._default_manager.order_by("name", "pk")
    return rows.filter(is_active=True) if hasattr(model, "is_active") else rows


def chosen_keepers(request: AgentRequest, *, of: BusinessHours | None) -> dict[str, list[int]]:
    """What was ticked, and of the inboxes that were not on the page those that keep these hours already."""
    now = keepers_of(of) if of else Keepers()
    chosen = {name: _ticked(request, name=name, kept=getattr(now, name)) for name in KEEPERS}
    visible = visible_inbox_ids(request.user)
    if visible is not None:
        chosen["inboxes"] = [pk for pk in chosen["inboxes"] if pk in visible]
        chosen["inboxes"] += [pk for pk in now.inboxes if pk not in visible]
    return chosen


def _ticked(request: AgentRequest, *, name: str, kept: Collection[int]) -> list[int]:
    values = ticked(name, data=request.POST, kept=kept, choices=_choices(name, agent=request.user))
    return [int(one) for one in values if one.isdecimal()]
