"""Which version of a calendar counts, as opening hours."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from keepword.hours.models import BusinessHours, HoursVersion
from keepword.hours.reading import opening_hours
from keepword.hours.spans import ALWAYS, OpeningHours


@dataclass(frozen=True, slots=True)
class InForce:
    """`version_id` is None when nobody ever set hours: then we are always open."""

    hours: OpeningHours
    version_id: int | None


UNSET = InForce(ALWAYS, None)


def in_force(business_hours_id: int | None, *, at: datetime | None = None) -> InForce:
    """The hours of a calendar as they are now, or as they were `at` an instant (its first version, before that).

    Asks the database once for the number of the version, so that a change counts at once in every process."""
    if business_hours_id is None:
        return UNSET
    if at is None:
        return of_version(
            BusinessHours.objects.filter(pk=business_hours_id).values_list("current_id", flat=True).first()
        )
    versions = HoursVersion.objects.filter(business_hours_id=business_hours_id).values_list("id", flat=True)
    then = versions.filter(made_at__lte=at).order_by("-number").first()
    return of_version(then or versions.order_by("number").first())


def of_version(version_id: int | None) -> InForce:
    """No query when this process has read the version before."""
    return UNSET if version_id is None else InForce(_read(version_id), version_id)


@lru_cache(maxsize=512)
def _read(version_id: int) -> OpeningHours:
    """Versions never change, so neither does what was read of one."""
    return opening_hours(HoursVersion.objects.get(pk=version_id))


def forget() -> None:
    """Read versions anew: for whoever puts other rows under the same numbers (tests, a restored backup)."""
    _read.cache_clear()
