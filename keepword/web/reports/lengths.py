"""Lengths of time in reports."""

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from keepword.web import times

HOUR = 3600


def hours_of(seconds: int) -> str:
    """Many together: whole hours, "< 1" where there was less, "0" for none."""
    if 0 < seconds < HOUR:
        return "< 1"
    return number_format(round(seconds / HOUR), use_l10n=True, force_grouping=True)


def length_of(seconds: int, *, is_business: bool) -> str:
    """Of one conversation, a minute at least. Opening time is told in hours: a "day" of it would be no day."""
    if is_business and seconds >= times.DAY:
        return _("%(count)s hr") % {"count": number_format(round(seconds / HOUR), force_grouping=True)}
    return times.length(max(seconds, times.MINUTE), get_language() or "en")
