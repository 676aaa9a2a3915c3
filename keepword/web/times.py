"""Moments as words, in the reader's language and time zone. <local-time> keeps them true while the page is open.

A list writes a hundred of them, so what depends on the reader is looked up once, and words are kept that many share.
"""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import lru_cache

from django.utils import timezone, translation
from django.utils.formats import date_format, get_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keepword.kit import clock
from keepword.kit.full_dates import full_date

MINUTE, HOUR, DAY = 60, 3600, 86_400
FAR_DAYS = 300  # from there on the year is said too, as <local-time> does


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads now, here, in this language."""

    now: datetime
    zone: tzinfo
    language: str

    def clock(self, at: datetime) -> SafeString:
        """The hour and minute."""
        return _local_time(at, style="clock", words=f"{at.astimezone(self.zone):%H:%M}")

    def day_or_clock(self, at: datetime) -> SafeString:
        """The hour of a moment today, the day of any other."""
        local, today = at.astimezone(self.zone), self.today
        if local.date() == today:
            return _local_time(at, style="clock", words=f"{local:%H:%M}")
        return _local_time(at, style="day", words=_near_or_far(local.date(), today, self.language))

    def moment(self, at: datetime) -> SafeString:
        """Day and hour."""
        local = at.astimezone(self.zone)
        words = _near_or_far(local.date(), self.today, self.language)
        return _local_time(at, style="moment", words=f"{words} {local:%H:%M}")

    def plain_moment(self, at: datetime) -> str:
        """Day and hour for what is said on hover, where nothing can write them anew."""
        local = at.astimezone(self.zone)
        return f"{_near_or_far(local.date(), self.today, self.language)} {local:%H:%M}"

    def long_date(self, at: datetime) -> SafeString:
        """Day, month and year."""
        return _local_time(at, style="date", words=_long_day(at.astimezone(self.zone).date(), self.language))

    def since(self, at: datetime) -> SafeString:
        """How long ago, in the largest whole unit."""
        return _local_time(at, style="since", words=length(int((self.now - at).total_seconds()), self.language))

    def heading(self, on: date) -> str:
        """A day as a heading over what happened in it."""
        return _("Today") if on == self.today else _long_day(on, self.language)

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


def reader() -> Reader:
    """Whoever asked for this page."""
    return Reader(clock.now(), timezone.get_current_timezone(), translation.get_language() or "en")


def length(seconds: int, language: str) -> str:
    """A length of time in its largest whole unit, in the active `language`."""
    for size in (DAY, HOUR, MINUTE):
        if seconds >= size:
            return _count(seconds // size, size, language)
    return _count(0, 0, language)


@lru_cache(maxsize=1024)
def _count(count: int, size: int, _language: str) -> str:
    words = {
        DAY: lambda: ngettext("%(count)s day", "%(count)s days", count),
        HOUR: lambda: _("%(count)s hr"),
        MINUTE: lambda: _("%(count)s min"),
        0: lambda: _("now"),
    }
    return str(escape(words[size]() % {"count": count}))


@lru_cache(maxsize=512)
def _day(on: date, _language: str) -> str:
    """Day and month, the month shortened where the language writes it as a word, and never 09 for September."""
    return str(escape(date_format(on, get_format("MONTH_DAY_FORMAT").replace("F", "M").replace("m月", "n月"))))


def _near_or_far(on: date, today: date, language: str) -> str:
    """ "Nov 23" of another year would be read as this year's."""
    return _day(on, language) if -FAR_DAYS < (on - today).days < FAR_DAYS else _long_day(on, language)


def day(on: date) -> str:
    """ "Nov 23", "11月23日": in the reader's language and order, without the year."""
    return _day(on, translation.get_language() or "")


@lru_cache(maxsize=512)
def _long_day(on: date, _language: str) -> str:
    return str(escape(full_date(on)))


def _local_time(at: datetime, *, style: str, words: str) -> SafeString:
    """`words` are escaped already; the rest is ours."""
    return SafeString(f'<local-time datetime="{at.isoformat()}" data-style="{style}">{words}</local-time>')
