"""What was given, counted: for each month, kind and reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncMonth

from keepword.brands.models import Organisation
from keepword.care.models import Gift
from keepword.kit import zones

MOST = 5000  # lines of a table: months x kinds x reasons


@dataclass(frozen=True, slots=True)
class Tally:
    """`amount` in smallest units of `currency`: sums of different currencies are never added."""

    month: date
    kind: int
    reason: str
    currency: str
    count: int
    amount: int


def tallies(given: QuerySet[Gift]) -> list[Tally]:
    """Of gifts that stand, newest month first; a month is one of the organisation's clock."""
    rows = given.annotate(month=TruncMonth("given_at", tzinfo=zone_of())).order_by("-month", "kind", "reason")
    grouped = rows.values_list("month", "kind_id", "reason", "currency")
    counted = grouped.annotate(count=Count("id"), sum=Sum("amount"))[:MOST]
    return [Tally(month.date(), *rest) for month, *rest in counted]


def total(found: Iterable[Tally]) -> tuple[int, int]:
    """Count and amount, of one currency."""
    found = list(found)
    return sum(one.count for one in found), sum(one.amount for one in found)


def zone_of() -> ZoneInfo:
    return zones.zone_of(Organisation.objects.values_list("time_zone", flat=True).first() or "UTC")
