"""What the catalogue says of a channel, in words for customers, in the active language."""

from collections.abc import Iterable

from django.utils.translation import get_language, get_language_info, ngettext
from django.utils.translation import gettext as _

from keepword.brands.models import NOT_SUPPORTED, SUPPORTED, WATCHED
from keepword.kit.languages import code_of

MINUTE, HOUR, DAY = 60, 3600, 86_400
COMMAS = {"zh": "、", "ja": "、", "ar": "، "}


def all_ways(address: str) -> str:
    """Where the page of all ways is, for letters."""
    return _("Everything about how to reach us: %(address)s") % {"address": address}


def say_support(support: str) -> str:
    words = {
        SUPPORTED: _("We answer here"),
        WATCHED: _("We read this, but answer faster elsewhere"),
        NOT_SUPPORTED: _("We do not answer here"),
    }
    return words[support]


def say_answer_time(seconds: int | None, *, is_calendar_time: bool) -> str:
    """ "Within 4 opening hours". "" for None: what is published then is the estimate of the moment."""
    if seconds is None:
        return ""
    if not is_calendar_time:
        return _of_opening_time(seconds)
    if seconds % DAY == 0:
        return ngettext("Within %(num)s day", "Within %(num)s days", seconds // DAY) % {"num": seconds // DAY}
    return _by_the_clock(seconds)


def _of_opening_time(seconds: int) -> str:
    if seconds % HOUR:
        count = -(-seconds // MINUTE)
        return ngettext(
            "Within %(num)s minute of our opening time", "Within %(num)s minutes of our opening time", count
        ) % {"num": count}
    count = seconds // HOUR
    return ngettext("Within %(num)s hour of our opening time", "Within %(num)s hours of our opening time", count) % {
        "num": count
    }


def _by_the_clock(seconds: int) -> str:
    if seconds % HOUR:
        count = -(-seconds // MINUTE)
        return ngettext("Within %(num)s minute", "Within %(num)s minutes", count) % {"num": count}
    count = seconds // HOUR
    return ngettext("Within %(num)s hour", "Within %(num)s hours", count) % {"num": count}


def say_languages(tags: Iterable[str]) -> str:
    """Their names in the reader's language, in a row: "Korean, English". A language that we have no name for is its
    tag."""
    mark = COMMAS.get((get_language() or "").partition("-")[0], ", ")
    return mark.join(_name(tag) for tag in tags)


def _name(tag: str) -> str:
    code = code_of(tag)
    return str(get_language_info(code)["name_translated"]) if code else tag
