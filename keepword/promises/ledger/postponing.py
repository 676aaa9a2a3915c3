"""More time is needed: kind words to begin with, for the agent to edit before the customer reads them."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from keepword.hours.saying import say_instant
from keepword.kit import clock
from keepword.kit.languages import code_of
from keepword.promises.ledger.holding_on import TIME, awaited, still_waiting_words
from keepword.promises.models import Promise
from keepword.promises.models.promise import ACTION, CALL, RESOLUTION, UPDATE


def postponement(promise: Promise) -> str:
    """In the customer's language as far as we speak it, with `TIME` where the new time will stand. News that somebody
    else holds up need no apology: they were promised whether or not there is anything new."""
    whom = awaited(promise.conversation) if promise.what == UPDATE else ""
    if whom:
        return still_waiting_words(_language(promise), whom=whom)
    with translation.override(code_of(_language(promise)) or "en"):
        sentences = {
            CALL: _("I am sorry, I cannot call you when I said I would. I will call you by %(when)s."),
            RESOLUTION: _("I am sorry, this takes longer than we told you. It will be solved by %(when)s."),
            ACTION: _("I am sorry, this takes longer than we told you. It will be done by %(when)s."),
        }
        # Translators: this and the three before it: "when" is such as "12:00 tomorrow".
        answer = _("I am sorry, this takes longer than we told you. You will hear from us by %(when)s.")
        return sentences.get(promise.what, answer) % {"when": TIME}


def when_of(promise: Promise, *, due_at: datetime) -> str:
    """The new time in the customer's words, on their clock."""
    now, zone = clock.now(), promise.zone
    return say_instant(due_at, now=now, language=_language(promise), zone=zone, reader_zone=zone)


def _language(promise: Promise) -> str:
    return promise.language or promise.conversation.language
