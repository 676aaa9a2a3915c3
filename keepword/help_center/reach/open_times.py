"""Whether anybody is there now, and when next: the same words as everywhere."""

from datetime import datetime

from keepword.hours.in_force import InForce
from keepword.hours.saying import say_hours


def say_open_times(in_force: InForce, *, now: datetime, zone: str, language: str) -> str:
    """ "" where nobody ever set hours: then nothing is claimed about them."""
    if in_force.version_id is None:
        return ""
    return say_hours(in_force.hours, now=now, language=language, reader_zone=zone)
