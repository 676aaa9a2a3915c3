"""Our built-in words, in the active language and in a brand's voice.

Warm is how one talks to a guest, plain says it short, formal keeps its distance. German "du" and Spanish "tú" are for
the warm voice only; French and Portuguese shops say "vous" and "você" to everybody; Korean and Japanese change the
level of politeness; Chinese says 您 to every customer.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from keepword.brands.models import FORMAL, PLAIN, WARM


def greeting(voice: str, *, name: str) -> str:
    if not name:
        return _of(voice, warm=lambda: pgettext("warm", "Hello,"), plain=lambda: pgettext("plain", "Hello,"),
                   formal=lambda: pgettext("formal", "Good day,"))  # fmt: skip
    words = _of(
        voice,
        warm=lambda: pgettext("warm", "Hello %(name)s,"),
        plain=lambda: pgettext("plain", "Hello %(name)s,"),
        formal=lambda: pgettext("formal", "Dear %(name)s,"),
    )
    return words % {"name": name}


def received(voice: str) -> str:
    """We have it, and a person will read it."""
    return _of(
        voice,
        warm=lambda: pgettext(
            "warm", "Thank you for writing to us. Your message has arrived, and one of us will read it."
        ),
        plain=lambda: pgettext("plain", "We have your message. One of us will read it."),
        formal=lambda: pgettext(
            "formal", "Thank you for your message, which we have received. A member of our team will read it."
        ),
    )


def answered_by(voice: str, *, when: str) -> str:
    """`when` as hours.saying.say_instant says it."""
    words = _of(
        voice,
        warm=lambda: pgettext("warm", "You will hear from us by %(when)s."),
        plain=lambda: pgettext("plain", "We will answer by %(when)s."),
        formal=lambda: pgettext("formal", "You will receive our answer by %(when)s."),
    )
    return words % {"when": when}


def broken(*, when: str) -> str:
    """What we said and did not keep; in one voice, for there is nothing to be charming about."""
    return _(
        "We said that you would hear from us by %(when)s, and we did not keep it. We are sorry. Your message is not "
        "forgotten, and we are on it."
    ) % {"when": when}


def renewed(*, when: str) -> str:
    return _("It takes us longer than we said first: you will hear from us by %(when)s.") % {"when": when}


def hours(words: str) -> str:
    """`words` as hours.saying.say_hours says them."""
    return _("When we are here: %(hours)s") % {"hours": words}


def adding(voice: str) -> str:
    """How to say more: by an answer to the letter."""
    return _of(
        voice,
        warm=lambda: pgettext("warm", "If you would like to add something, just answer this message."),
        plain=lambda: pgettext("plain", "To add something, answer this message."),
        formal=lambda: pgettext("formal", "Should you wish to add anything, please answer this message."),
    )


def reference(number: str) -> str:
    return _("Your reference: %(reference)s") % {"reference": number}


def closing(voice: str) -> str:
    return _of(
        voice,
        warm=lambda: pgettext("warm", "Warm regards"),
        plain=lambda: pgettext("plain", "Best regards"),
        formal=lambda: pgettext("formal", "Kind regards"),
    )


def _of(voice: str, *, warm: Callable[[], str], plain: Callable[[], str], formal: Callable[[], str]) -> str:
    return {WARM: warm, PLAIN: plain, FORMAL: formal}[voice]()
