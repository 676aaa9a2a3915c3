"""A brand's hours as a calendar (RFC 5545): /hours/<brand>.ics, to subscribe to."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from keepword.brands.models import Brand
from keepword.brands.opening_hours import hours_of_brand
from keepword.help_center.hours.lasting import LONGEST_SECONDS, kept, open_to_every_site
from keepword.help_center.languages import language_of
from keepword.hours.naming import occasion
from keepword.hours.spans import OpeningHours, Slot
from keepword.kit import clock
from keepword.kit.languages import tag_of
from keepword.kit.zones import zone_of

WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
YEARS = 2  # of exceptional days, this one and the next


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponseBase:
    brand = get_object_or_404(Brand, slug=slug)
    with translation.override(language_of(request, otherwise=brand.language)):
        made = calendar_of(brand, hours_of_brand(brand).hours, since=date(clock.now().year, 1, 1))
    response = HttpResponse(made.to_ical(), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{brand.slug}.ics"'
    patch_vary_headers(response, ["Accept-Language"])
    return open_to_every_site(kept(request, response, seconds=LONGEST_SECONDS))


def calendar_of(brand: Brand, hours: OpeningHours, *, since: date) -> Any:
    """Every slot of the week is one event that returns weekly, without the exceptional days, which follow singly."""
    calendar = _library().Calendar()
    calendar.add("prodid", "-//Keepword//opening hours//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", gettext("%(brand)s: opening hours") % {"brand": brand.name})
    days = sorted(on for on in hours.exceptions if since.year <= on.year < since.year + YEARS)
    for number, event in enumerate([*_weekly(hours, since=since, without=days), *_exceptional(hours, days=days)]):
        event.add("uid", f"hours-{number}-{brand.slug}@keepword")
        event.add("dtstamp", datetime(since.year, 1, 1, tzinfo=UTC))
        if "summary" not in event:
            event.add("summary", gettext("%(brand)s is open") % {"brand": brand.name})
        calendar.add_component(event)
    if calendar.get_missing_tzids():
        calendar.add_missing_timezones()
    return calendar


def _weekly(hours: OpeningHours, *, since: date, without: list[date]) -> Iterator[Any]:
    for slot in sorted({slot for slots in hours.week for slot in slots}):
        days = [day for day in range(7) if slot in hours.week[day]]
        first = next(on for on in (since + timedelta(days=n) for n in range(7)) if on.weekday() in days)
        event = _event(hours, on=first, slot=slot)
        event.add("rrule", {"freq": "weekly", "byday": [WEEKDAYS[day] for day in days]})
        for on in without:
            if on >= first and on.weekday() in days:
                event.add("exdate", _clock(hours, on=on, seconds=slot.start))
        yield event


def _exceptional(hours: OpeningHours, *, days: list[date]) -> Iterator[Any]:
    """Closed days as all-day events that block nobody's time."""
    for on in days:
        name = occasion(hours, on, language=tag_of(get_language() or ""))
        for slot in sorted(hours.exceptions[on]):
            yield _event(hours, on=on, slot=slot)
        if not hours.exceptions[on]:
            event = _library().Event()
            event.add("dtstart", on)
            event.add("dtend", on + timedelta(days=1))
            event.add("summary", gettext("Closed: %(occasion)s") % {"occasion": name} if name else gettext("Closed"))
            event.add("transp", "TRANSPARENT")
            yield event


def _event(hours: OpeningHours, *, on: date, slot: Slot) -> Any:
    event = _library().Event()
    event.add("dtstart", _clock(hours, on=on, seconds=slot.start))
    event.add("dtend", _clock(hours, on=on, seconds=slot.end))
    return event


def _library() -> Any:
    """icalendar, 2 MB: for the first who subscribes."""
    return import_module("icalendar")


def _clock(hours: OpeningHours, *, on: date, seconds: int) -> datetime:
    """What the clocks of the zone show, so that a calendar follows their changes."""
    return datetime(on.year, on.month, on.day, tzinfo=zone_of(hours.zone)) + timedelta(seconds=seconds)
