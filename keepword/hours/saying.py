"""The one place for words about time: whether we are open, and when. In the languages of our customers.

Every language arranges these sentences in its own way, so each is translated whole. `language` is a BCP 47 tag, zones
are IANA names. A time that is told in a zone that may not be the reader's names it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import translation
from django.utils.translation import gettext, pgettext

from keepword.hours import dates
from keepword.hours.naming import occasion
from keepword.hours.spans import OpeningHours, closing, is_open, next_opening
from keepword.hours.telling import code
from keepword.kit.zones import zone_of

SOON_DAYS = 6  # so far ahead a weekday alone says which day is meant
FAR_DAYS = 300  # from there on the year is said too


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told `now`, in our `zone`, to somebody in theirs (`reader`)."""

    now: datetime
    zone: str
    reader: str

    def local(self, at: datetime) -> datetime:
        return _local(at, self.zone)

    @property
    def today(self) -> date:
        return self.local(self.now).date()

    @property
    def is_one_day(self) -> bool:
        return self.today == _local(self.now, self.reader).date()

    def away(self, at: datetime) -> int:
        """How many days `at` lies ahead here. At least 2, so that its day is named, when our today is not theirs."""
        days = (self.local(at).date() - self.today).days
        return days if self.is_one_day else max(days, 2)


def say_instant(at: datetime, *, now: datetime, language: str, zone: str, reader_zone: str = "") -> str:
    """A point in time, to stand after "by": "18:00 today", "11:30 tomorrow", "Monday 24 November, 09:00".

    `zone` is where it is told. `reader_zone` is where the reader is known to be, "" when that was only guessed."""
    with translation.override(code(language)):
        local, today = _local(at, zone), _local(now, zone).date()
        words = _by(local, today=today, language=language)
        return words if _reads_alike(at, zone, reader_zone) else _in_zone(words, zone=zone, language=language)


def say_hours(hours: OpeningHours, *, now: datetime, language: str, reader_zone: str = "") -> str:
    """ "Open now until 18:00 (your time 23:00)". Without a reader's zone our own is named. "Tomorrow" is said only
    where it is tomorrow for both."""
    told = _Told(now, hours.zone, reader_zone or hours.zone)
    with translation.override(code(language)):
        if is_open(hours, now):
            change = closing(hours, now)
            words = gettext("Always open") if change is None else _until(change, told, language=language)
        else:
            change = next_opening(hours, now)
            words = _closed(change, told, hours=hours, language=language)
        return words if change is None else _told(words, change, hours.zone, reader_zone, language=language)


def _by(local: datetime, *, today: date, language: str) -> str:
    time = dates.time_of_day(local, language=language)
    away = (local.date() - today).days
    if away == 0:
        # Translators: this and the next two stand after "by", as in "You will hear from us by …"
        return pgettext("by", "%(time)s today") % {"time": time}
    if away == 1:
        return pgettext("by", "%(time)s tomorrow") % {"time": time}
    return pgettext("by", "%(day)s, %(time)s") % {
        "day": _day(local.date(), away=away, language=language),
        "time": time,
    }


def _until(change: datetime, told: _Told, *, language: str) -> str:
    local, away = told.local(change), told.away(change)
    time = dates.time_of_day(local, language=language)
    if away == 0:
        return gettext("Open now until %(time)s") % {"time": time}
    if away == 1:
        return gettext("Open now until %(time)s tomorrow") % {"time": time}
    return gettext("Open now until %(day)s, %(time)s") % {
        "day": _day(local.date(), away=away, language=language),
        "time": time,
    }


def _closed(change: datetime | None, told: _Told, *, hours: OpeningHours, language: str) -> str:
    if change is None:
        return gettext("Closed")
    local, away = told.local(change), told.away(change)
    said = {"time": dates.time_of_day(local, language=language)}
    if away == 0:
        return gettext("Closed, opens at %(time)s") % said
    said["day"] = _near_day(local.date(), away=away, language=language)
    said["occasion"] = occasion(hours, told.today, language=language) if told.is_one_day else ""
    if said["occasion"]:
        return _closed_for(away) % said
    if away == 1:
        return gettext("Closed, opens tomorrow at %(time)s") % said
    return gettext("Closed, opens %(day)s at %(time)s") % said


def _closed_for(away: int) -> str:
    if away == 1:
        return gettext("Closed today (%(occasion)s), opens tomorrow at %(time)s")
    return gettext("Closed today (%(occasion)s), opens %(day)s at %(time)s")


def _told(words: str, change: datetime, zone: str, reader_zone: str, *, language: str) -> str:
    """With the reader's own time, or the name of our zone when theirs is not known."""
    if not reader_zone:
        return _in_zone(words, zone=zone, language=language)
    ours, theirs = _local(change, zone), _local(change, reader_zone)
    if ours.utcoffset() == theirs.utcoffset():
        return words
    said = {"sentence": words, "time": dates.time_of_day(theirs, language=language)}
    if ours.date() == theirs.date():
        return gettext("%(sentence)s (your time %(time)s)") % said
    said["day"] = dates.weekday(theirs.date(), language=language)
    return gettext("%(sentence)s (your time %(day)s %(time)s)") % said


def _in_zone(words: str, *, zone: str, language: str) -> str:
    return gettext("%(sentence)s (%(city)s time)") % {
        "sentence": words,
        "city": dates.city(zone, language=language),
    }


def _near_day(on: date, *, away: int, language: str) -> str:
    return dates.weekday(on, language=language) if away <= SOON_DAYS else _day(on, away=away, language=language)


def _day(on: date, *, away: int, language: str) -> str:
    say = dates.day if -FAR_DAYS < away < FAR_DAYS else dates.day_and_year
    return say(on, language=language)


def _reads_alike(at: datetime, zone: str, reader_zone: str) -> bool:
    return bool(reader_zone) and _local(at, zone).utcoffset() == _local(at, reader_zone).utcoffset()


def _local(at: datetime, zone: str) -> datetime:
    return at.astimezone(zone_of(zone))
