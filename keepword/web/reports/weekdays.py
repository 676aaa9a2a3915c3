"""The days of the week in the reader's language, Monday first."""

from django.utils.dates import WEEKDAYS


def weekday_names() -> list[str]:
    return [str(WEEKDAYS[day]) for day in range(7)]
