"""Make a calendar, give it a new version, or put it away."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from keepword.events import log
from keepword.events.actor import SYSTEM, Actor
from keepword.hours.calendar import Calendar, ExceptionalDay
from keepword.hours.holidays import holidays_of
from keepword.hours.models import BusinessHours, HoursVersion
from keepword.kit import clock

YEARS_AHEAD = 5  # so far holidays are written down; `refreshing` keeps it so


class NameTaken(ValueError):
    """Hours of this name are in use; the form can say so."""


@transaction.atomic
def define(name: str, *, calendar: Calendar, by: Actor = SYSTEM) -> BusinessHours:
    """Raises NameTaken."""
    try:
        with transaction.atomic():
            hours = BusinessHours.objects.create(name=name.strip())
    except IntegrityError as error:
        raise NameTaken(name) from error
    version = _new_version(hours, calendar=calendar, number=1, by=by)
    log.record("hours.defined", actor=by, hours_id=hours.pk, version_id=version.pk)
    return hours


@transaction.atomic
def change(hours: BusinessHours, *, calendar: Calendar, by: Actor = SYSTEM) -> HoursVersion:
    """What was measured until now keeps the old version; from now on the new one counts. Two at once queue up."""
    locked = BusinessHours.objects.select_for_update().get(pk=hours.pk)
    number = locked.versions.count() + 1
    version = _new_version(locked, calendar=calendar, number=number, by=by)
    hours.current = version
    log.record("hours.changed", actor=by, hours_id=hours.pk, version_id=version.pk, number=number)
    return version


@transaction.atomic
def rename(hours: BusinessHours, *, name: str, by: Actor = SYSTEM) -> None:
    """Raises NameTaken. A name is no version: it changes no number."""
    try:
        with transaction.atomic():
            BusinessHours.objects.filter(pk=hours.pk).update(name=name.strip())
    except IntegrityError as error:
        raise NameTaken(name) from error
    hours.name = name.strip()
    log.record("hours.renamed", actor=by, hours_id=hours.pk)


@transaction.atomic
def retire(hours: BusinessHours, *, by: Actor = SYSTEM) -> None:
    """Not offered any more; whoever keeps them still does, and what was measured by them stays."""
    BusinessHours.objects.filter(pk=hours.pk).update(is_retired=True)
    hours.is_retired = True
    log.record("hours.retired", actor=by, hours_id=hours.pk)


def known_holidays(calendar: Calendar, *, on: date) -> dict[str, str]:
    """The holidays of the calendar's country that a version made on that day writes down, {"2026-12-25": name}."""
    if not calendar.country:
        return {}
    years = range(on.year - 1, on.year + YEARS_AHEAD + 1)
    found = holidays_of(calendar.country, calendar.subdivision, years=years)
    return {day.isoformat(): name for day, name in found.items()}


def drafted(calendar: Calendar, *, at: datetime) -> HoursVersion:
    """The version that a calendar makes at that time, not stored and without a number."""
    return HoursVersion(
        zone=calendar.zone,
        is_always=calendar.is_always,
        week=[list(map(list, day)) for day in calendar.week],
        exceptions=[_row(one) for one in calendar.exceptions],
        country=calendar.country,
        subdivision=calendar.subdivision,
        holidays=known_holidays(calendar, on=at.date()),
        switched_off=sorted(calendar.switched_off),
        made_at=at,
    )


def _new_version(hours: BusinessHours, *, calendar: Calendar, number: int, by: Actor) -> HoursVersion:
    version = drafted(calendar, at=clock.now())
    version.business_hours = hours
    version.number = number
    version.made_by = by.id if by.kind == "agent" else None
    version.save()
    BusinessHours.objects.filter(pk=hours.pk).update(current=version)
    hours.current = version
    return version


def _row(one: ExceptionalDay) -> dict[str, object]:
    return {
        "on": one.on.isoformat(),
        "slots": [list(slot) for slot in one.slots],
        "name": one.name,
        "is_yearly": one.is_yearly,
    }
