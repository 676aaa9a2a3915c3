"""Who keeps some hours, as boxes to tick."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from keepword.conversations.keeping_hours import KEEPERS, Keepers
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


def keeper_groups(kept: Keepers | Mapping[str, list[int]]) -> list[Group]:
    """For administrators, who see everything of the house."""
    ids = kept if isinstance(kept, Mapping) else {name: getattr(kept, name) for name in KEEPERS}
    return [
        Group(name, str(LABELS[name]), [Box(row.pk, str(row), row.pk in ids.get(name, ())) for row in _rows(model)])
        for name, model in KEEPERS.items()
    ]


def _rows(model: type[Model]) -> list[Model]:
    rows = model._default_manager.order_by("name", "pk")
    return list(rows.filter(is_active=True) if hasattr(model, "is_active") else rows)


def chosen_keepers(request: AgentRequest) -> dict[str, list[int]]:
    return {name: [int(pk) for pk in request.POST.getlist(name) if pk.isdecimal()] for name in KEEPERS}
