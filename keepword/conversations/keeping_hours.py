"""Who keeps which opening hours."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Model

from keepword.brands.models import Brand, Organisation
from keepword.conversations.models import Inbox
from keepword.events import log
from keepword.events.actor import SYSTEM, Actor
from keepword.hours.models import BusinessHours
from keepword.people.models import Agent, Team

KEEPERS: dict[str, type[Model]] = {
    "organisations": Organisation,
    "brands": Brand,
    "inboxes": Inbox,
    "teams": Team,
    "agents": Agent,
}


@dataclass(frozen=True, slots=True)
class Keepers:
    """Ids of those who keep some hours."""

    organisations: frozenset[int] = field(default_factory=frozenset)
    brands: frozenset[int] = field(default_factory=frozenset)
    inboxes: frozenset[int] = field(default_factory=frozenset)
    teams: frozenset[int] = field(default_factory=frozenset)
    agents: frozenset[int] = field(default_factory=frozenset)

    @property
    def is_nobody(self) -> bool:
        return not any(getattr(self, name) for name in KEEPERS)


def keepers_of(hours: BusinessHours) -> Keepers:
    """All of them, whoever asks: a calendar belongs to the house."""
    return Keepers(
        **{
            name: frozenset(model._default_manager.filter(business_hours=hours).values_list("pk", flat=True))
            for name, model in KEEPERS.items()
        }
    )


@transaction.atomic
def keep(hours: BusinessHours, *, by: Actor = SYSTEM, **keepers: Iterable[int]) -> None:
    """Exactly these keep the hours from now on; who kept them before and is not named keeps none of their own."""
    wanted = {name: {int(pk) for pk in ids} for name, ids in keepers.items()}
    for name, model in KEEPERS.items():
        rows = model._default_manager.all()
        rows.filter(business_hours=hours).exclude(pk__in=wanted.get(name, set())).update(business_hours=None)
        rows.filter(pk__in=wanted.get(name, set())).update(business_hours=hours)
    log.record("hours.kept", actor=by, hours_id=hours.pk, by_whom={name: sorted(ids) for name, ids in wanted.items()})
