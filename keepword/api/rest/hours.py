"""Opening hours: calendars and their versions."""

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.problems import wrong
from keepword.api.rest.describing import Given, Moment, Words, documented
from keepword.hours.calendar import Calendar, ExceptionalDay, NotACalendar
from keepword.hours.defining import change
from keepword.hours.in_force import of_version
from keepword.hours.models import BusinessHours, HoursVersion
from keepword.hours.spans import closing, is_open, next_opening
from keepword.kit import clock
from keepword.people.permissions import MANAGE_SETTINGS

router = Router(tags=["Hours"])

Minute = Annotated[int, Field(ge=0, le=2880)]
Slots = Annotated[
    list[Annotated[list[Minute], Field(min_length=2, max_length=2)]],
    Field(max_length=12, description="[start, end] in minutes of the day; an end past 1440 is on the next day."),
]
Week = Annotated[list[Slots], Field(min_length=7, max_length=7, description="Monday first.")]


class Exceptional(Given):
    on: date
    slots: Slots = []
    name: Annotated[Words, Field(max_length=80)] = ""
    is_yearly: bool = False


class NewVersion(Given):
    zone: Annotated[Words, Field(max_length=64, examples=["Europe/Berlin"])]
    is_always: bool = False
    week: Week
    exceptions: Annotated[list[Exceptional], Field(max_length=400)] = []
    country: Annotated[Words, Field(max_length=2, description='ISO 3166-1, "" for no public holidays.')] = ""
    subdivision: Annotated[Words, Field(max_length=12, description="ISO 3166-2 without the country.")] = ""
    switched_off: Annotated[list[Words], Field(max_length=100, description="Names of holidays to work on.")] = []


class ExceptionalItem(Shape):
    on: date
    slots: list[list[int]]
    name: str
    is_yearly: bool


class HoursItem(Shape):
    id: int
    name: str
    version: int = Field(description="Grows with each change; old figures keep the version of their day.")
    made_at: Moment
    zone: str
    is_always: bool
    week: list[list[list[int]]]
    exceptions: list[ExceptionalItem]
    country: str
    subdivision: str
    holidays: dict[str, str] = Field(description="Day and name, as this version knows them.")
    switched_off: list[str]
    is_open: bool = Field(description="Now.")
    changes_at: Moment | None = Field(description="The next opening or closing; null when there is none.")


class HoursList(Shape):
    items: list[HoursItem]
    next: None = Field(description="Always null: there are few.")


@router.get("", response=documented(200, HoursList), summary="List opening hours")
def list_hours(request: HttpRequest) -> HttpResponse:
    """Every calendar that is in use, as it is now. They are public, so every token sees them."""
    rows = BusinessHours.objects.in_use().select_related("current").order_by("name", "id")
    return answer({"items": [_item(row) for row in rows], "next": None})


@router.get("/{int:hours_id}", response=documented(200, HoursItem, 404), summary="Read opening hours")
def read_hours(request: HttpRequest, hours_id: int) -> HttpResponse:
    """One calendar, as it is now."""
    return answer(_item(_found(hours_id)))


@router.put(
    "/{int:hours_id}/calendar",
    response=documented(200, HoursItem, 403, 400, 404, 413, 415, 422),
    summary="Change opening hours",
)
def put_calendar(request: HttpRequest, hours_id: int, new: NewVersion) -> HttpResponse:
    """A new version, in force at once. It takes the permission manage_settings."""
    agent = agent_of(request, may=MANAGE_SETTINGS)
    hours = _found(hours_id)
    change(hours, calendar=_calendar(new), by=agent.as_actor)
    return answer(_item(_found(hours_id)))


def _found(hours_id: int) -> BusinessHours:
    row = BusinessHours.objects.in_use().select_related("current").filter(pk=hours_id).first()
    if row is None:
        raise Http404
    return row


def _calendar(new: NewVersion) -> Calendar:
    try:
        return Calendar(
            zone=new.zone,
            week=tuple(_slots(day) for day in new.week),
            is_always=new.is_always,
            exceptions=tuple(
                ExceptionalDay(one.on, _slots(one.slots), one.name, one.is_yearly) for one in new.exceptions
            ),
            country=new.country,
            subdivision=new.subdivision,
            switched_off=frozenset(new.switched_off),
        )
    except NotACalendar as error:
        raise wrong("", f"{error}.") from error


def _slots(pairs: list[list[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in pairs)


def _item(row: BusinessHours) -> dict[str, Any]:
    version: HoursVersion | None = row.current
    if version is None:
        raise Http404
    hours, now = of_version(version.pk).hours, clock.now()
    open_now = is_open(hours, now)
    return {
        "id": row.pk,
        "name": row.name,
        "version": version.number,
        "made_at": version.made_at,
        "zone": version.zone,
        "is_always": version.is_always,
        "week": version.week,
        "exceptions": version.exceptions,
        "country": version.country,
        "subdivision": version.subdivision,
        "holidays": version.holidays,
        "switched_off": version.switched_off,
        "is_open": open_now,
        "changes_at": closing(hours, now) if open_now else next_opening(hours, now),
    }
