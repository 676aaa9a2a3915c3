"""Opportunities that are open, those of one person, and what came of them month by month. Never by agent: it is no
race."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count
from django.db.models.functions import TruncMonth

from keepword.conversations.models import InternalTask
from keepword.conversations.models.internal_task import IS_OPPORTUNITY, InternalTaskQuerySet
from keepword.kit import clock
from keepword.people.models import Agent, Contact

MOST = 200
MONTHS = 6


@dataclass(slots=True)
class Month:
    """Of those handed over in it: how many, and how many have which outcome ("" is still open)."""

    begins_on: date
    outcomes: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def handed_over(self) -> int:
        return sum(self.outcomes.values())


def opportunities(agent: Agent) -> InternalTaskQuerySet:
    return InternalTask.objects.visible_to(agent).filter(IS_OPPORTUNITY)


def open_opportunities(agent: Agent) -> InternalTaskQuerySet:
    """The oldest first."""
    return opportunities(agent).open().out_of_bin().order_by("given_at", "id").with_people()


def opportunities_of(contact: Contact, *, agent: Agent) -> list[InternalTask]:
    """The newest first, open or not."""
    theirs = opportunities(agent).filter(conversation__contact=contact)
    return list(theirs.order_by("-given_at", "-id").with_people()[:20])


def by_month(agent: Agent) -> list[Month]:
    """The last six months (UTC), the newest first; a month without any is left out."""
    since = clock.now() - timedelta(days=31 * MONTHS)
    months = opportunities(agent).filter(given_at__gte=since).annotate(month=TruncMonth("given_at"))
    found: dict[date, Month] = {}
    for month, outcome, count in months.order_by("-month").values_list("month", "outcome").annotate(n=Count("id")):
        begins_on = month.date()
        found.setdefault(begins_on, Month(begins_on)).outcomes[outcome] += count
    return list(found.values())[:MONTHS]
