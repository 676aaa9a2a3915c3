"""The way to somebody in an emergency, in the words of customers."""

from datetime import timedelta

from babel.dates import format_timedelta
from django.conf import settings
from django.utils.translation import gettext as _

from keepword.conversations.emergency_links import PLACE
from keepword.hours.dates import locale_of
from keepword.promises.emergencies.offering import Standing
from keepword.promises.models.emergency import SHORTEST

HOUR = 60  # minutes


def offered(standing: Standing, *, language: str) -> str:
    """For a letter, in the active language (its tag is `language`), with a mark in the place of the link. "" where
    nothing is offered, or no link could be made."""
    if not standing.is_offered or standing.route is None or not settings.PUBLIC_ADDRESS:
        return ""
    within, sentence = said_within(standing.route.target_minutes, language=language), standing.route.sentence(language)
    return "\n".join([answered_within(within), sentence, f"{cannot_wait()} {PLACE}"])


def cannot_wait() -> str:
    # Translators: a customer says so, on a button and as the words of a link
    return _("This cannot wait")


def answered_within(within: str) -> str:
    return _("We are closed now. In an emergency somebody answers you within %(time)s all the same.") % {
        "time": within
    }


def said_within(minutes: int, *, language: str) -> str:
    """ "30 minutes", "2 hours", "90 minutes"."""
    # From how many of a unit on it is counted in that: what is no whole hour has 5 minutes at least, 4 hours at most.
    from_how_many = 1 if minutes % HOUR == 0 else SHORTEST
    return format_timedelta(timedelta(minutes=minutes), threshold=from_how_many, locale=locale_of(language))
