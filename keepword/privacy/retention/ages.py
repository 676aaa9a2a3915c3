"""From when on something is old enough for its rule. Pure."""

from calendar import monthrange
from datetime import datetime, timedelta

from keepword.events.append_only import KEPT_DAYS
from keepword.privacy.models import AUDIT, FILES, IN_MONTHS, MAILS, PEOPLE, RESOLVED, SPAM

# The shortest and the longest that a rule may say, in its own unit. A week of spam is there to be looked through.
LIMITS = {
    RESOLVED: (1, 240),
    SPAM: (7, 3650),
    FILES: (1, 240),
    PEOPLE: (1, 240),
    MAILS: (7, 3650),
    AUDIT: (KEPT_DAYS, 36_500),
}
COOLING = timedelta(days=7)  # between switching a rule on and the first deletion: time to stop it
ROUND = timedelta(days=1)  # a rule that has looked at everything looks again so much later
USUAL = {RESOLVED: 36, SPAM: 90, FILES: 24, PEOPLE: 36, MAILS: 180, AUDIT: 730}


def cut(what: str, *, after: int, now: datetime) -> datetime:
    """What happened at this instant or later is younger than the rule."""
    return months_before(now, months=after) if what in IN_MONTHS else now - timedelta(days=after)


def months_before(at: datetime, *, months: int) -> datetime:
    """The same day and time so many months ago; the last of a month that is too short for the day."""
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))
