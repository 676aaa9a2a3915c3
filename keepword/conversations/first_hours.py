"""The hours of the first day: what most shops keep, in their own zone, until somebody sets their own. Without any, a
new shop would promise its nights."""

from django.utils import translation
from django.utils.translation import gettext as _

from keepword.brands.models import Organisation
from keepword.events.actor import Actor
from keepword.hours.calendar import Calendar
from keepword.hours.defining import define

WEEKDAYS, DAILY, ALWAYS_OPEN = "weekdays", "daily", "always"
FIRST_HOURS = (WEEKDAYS, DAILY, ALWAYS_OPEN)
OFFICE = ((9 * 60, 18 * 60),)
OPEN_DAYS = {WEEKDAYS: 5, DAILY: 7, ALWAYS_OPEN: 0}


def open_at(choice: str, *, organisation: Organisation, by: Actor) -> None:
    """Let the organisation keep them. `choice` is one of FIRST_HOURS."""
    days = OPEN_DAYS[choice]
    week = (OFFICE,) * days + ((),) * (7 - days)
    calendar = Calendar(organisation.time_zone, week=week, is_always=choice == ALWAYS_OPEN)
    with translation.override(organisation.language):
        name = _("Opening hours")
    organisation.business_hours = define(name, calendar=calendar, by=by)
    organisation.save(update_fields=["business_hours"])
