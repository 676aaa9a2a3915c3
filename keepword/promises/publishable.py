"""Which answer times can be published at all? Those that hold in every ordinary week, whenever somebody writes."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from keepword.hours.spans import OpeningHours, open_spans

TWO_WEEKS = timedelta(days=15)  # every gap of a week lies in it once as a whole
HOUR = 3600


def least_seconds(hours: OpeningHours, *, is_calendar_time: bool, at: datetime) -> int | None:
    """The shortest answer time that these opening hours can hold, None when they never open.

    In opening time any can be held. By the clock it is longer than the longest time in which nobody is there, rounded
    up to a whole hour. Holidays are left out: on such days customers are shown a later time instead.
    """
    week = replace(hours, exceptions={})
    spans = list(open_spans(week, at, at + TWO_WEEKS))
    if not spans:
        return None
    gaps = [(opens - closed).total_seconds() for (_, closed), (opens, _) in pairwise(spans)]
    longest = int(max(gaps, default=0))
    return (longest // HOUR + 1) * HOUR if is_calendar_time and longest else 1
