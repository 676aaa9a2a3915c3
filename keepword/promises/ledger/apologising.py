"""A broken promise deserves an honest word. It is drafted, never sent by itself."""

from django.utils import translation
from django.utils.translation import gettext as _

from keepword.hours.saying import say_instant
from keepword.kit import clock
from keepword.kit.languages import code_of
from keepword.promises.models import Promise


def apology(promise: Promise) -> str:
    """In the customer's language as far as we speak it, with the time that was named, on their clock. It gives no
    excuse and promises nothing new: what happens now is for the agent to write."""
    language = promise.language or promise.conversation.language
    when = say_instant(promise.due_at, now=clock.now(), language=language, zone=promise.zone, reader_zone=promise.zone)
    with translation.override(code_of(language) or "en"):
        # Translators: the agent goes on writing after this. "when" is such as "12:00 today".
        words = _(
            "I am sorry. We gave you our word until %(when)s and did not keep it. You waited for us, and that is our "
            "fault, not yours."
        )
        return words % {"when": when} + "\n\n"
