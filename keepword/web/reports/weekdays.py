"""The days of the week in the reader's language, Monday first."""

from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language

from keepword.hours.dates import locale_of


def weekday_names() -> list[str]:
    return [str(WEEKDAYS[day]) for day in range(7)]


def short_weekday_names() -> list[str]:
    """As short as the language has them, for the head of a narrow table: "Mo", "周一", "월". Monday first."""
    names = locale_of(get_language() or "en").days["stand-alone"]["short"]
    return [names[day] for day in range(7)]
