"""Moments as words, in the reader's language and time zone. <local-time> keeps them true while the page is open."""

from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

MINUTE, HOUR, DAY = 60, 3600, 86_400


def clock(at: datetime) -> SafeString:
    """The hour and minute."""
    return _local_time(at, style="clock", words=_clock(timezone.localtime(at)))


def day_or_clock(at: datetime, *, now: datetime) -> SafeString:
    """The hour of a moment today, the day of any other."""
    local = timezone.localtime(at)
    if local.date() == timezone.localtime(now).date():
        return _local_time(at, style="clock", words=_clock(local))
    return _local_time(at, style="day", words=_day(local.date(), translation.get_language() or "en"))


def moment(at: datetime) -> SafeString:
    """Day and hour."""
    local = timezone.localtime(at)
    language = translation.get_language() or "en"
    return _local_time(at, style="moment", words=f"{_day(local.date(), language)} {_clock(local)}")


def long_date(at: datetime) -> SafeString:
    """Day, month and year."""
    return _local_time(at, style="date", words=date_format(timezone.localtime(at), "DATE_FORMAT"))


def since(at: datetime, *, now: datetime) -> SafeString:
    """How long ago, in the largest whole unit."""
    return _local_time(at, style="since", words=length(int((now - at).total_seconds())))


def length(seconds: int) -> str:
    """A length of time in its largest whole unit."""
    if seconds >= DAY:
        return _("%(count)s d") % {"count": seconds // DAY}
    if seconds >= HOUR:
        return _("%(count)s h") % {"count": seconds // HOUR}
    return _("%(count)s min") % {"count": max(seconds, 0) // MINUTE}


def long_day(on: date, *, today: date) -> str:
    """A day as a heading."""
    if on == today:
        return _("Today")
    return date_format(on, "DATE_FORMAT")


def _clock(local: datetime) -> str:
    return f"{local.hour:02}:{local.minute:02}"


@lru_cache(maxsize=512)
def _day(on: date, _language: str) -> str:
    """Formatting asks several settings and catalogues; the rows of a list share few days."""
    return date_format(on, "MONTH_DAY_FORMAT")


def _local_time(at: datetime, *, style: str, words: str) -> SafeString:
    return format_html('<local-time datetime="{}" data-style="{}">{}</local-time>', at.isoformat(), style, words)
