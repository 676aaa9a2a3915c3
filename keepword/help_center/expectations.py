"""When a customer will hear from us, on the pages that they see: the same words as in the letter."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from babel.dates import format_timedelta
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from keepword.brands.models import Brand
from keepword.conversations.catalogue import entry_for, first_inbox
from keepword.conversations.models import Conversation, Inbox
from keepword.conversations.opening_hours import hours_of_inbox
from keepword.hours.dates import locale_of
from keepword.hours.in_force import InForce
from keepword.kit import clock
from keepword.kit.languages import tag_of
from keepword.promises.expecting import expected, meant
from keepword.promises.receipts.deciding import says_a_time
from keepword.promises.receipts.phrasing import brand_zone, said_hours, said_time
from keepword.promises.telling import Told, told
from keepword.promises.wording import voices


@dataclass(frozen=True, slots=True)
class Waited:
    """How long they have waited, and how long they still may have to. `remaining` is "" once the time is over."""

    kind: str
    words: str
    elapsed: str
    remaining: str


def expectation_after(conversation: Conversation | None, *, brand: Brand) -> list[str]:
    """What the page after a form says, in the active language: when they will hear from us, and our hours. Behind the
    link of a robot's form is nothing (None): its page says what a first customer's would."""
    inbox = conversation.inbox if conversation else first_inbox(brand)
    if inbox is None:
        return []
    in_force, now = hours_of_inbox(inbox), clock.now()
    sentence = _promised(conversation, in_force=in_force) if conversation else _likely(inbox, in_force=in_force)
    zone = conversation.contact.time_zone if conversation else ""
    hours = said_hours(in_force, now=now, language=_language(), zone=zone)
    return [words for words in (sentence, voices.hours(hours) if hours else "") if words]


def _promised(conversation: Conversation, *, in_force: InForce) -> str:
    found = _told(conversation, in_force=in_force, now=clock.now())
    return found.words if found else ""


def _likely(inbox: Inbox, *, in_force: InForce) -> str:
    now = clock.now()
    entry = entry_for(inbox, channel="form")
    if not says_a_time(inbox, entry=entry):
        return ""
    found = expected(inbox, entry=entry, hours=in_force.hours, at=now, channel="form", language=_language())
    found = meant(found, inbox=inbox, hours=in_force.hours, at=now)
    when = said_time(found, now=now, language=_language(), zone=brand_zone(in_force))
    return voices.answered_by(inbox.brand.voice, when=when) if when else ""


def wait_of(conversation: Conversation) -> Waited | None:
    """For the page of a conversation; None when nobody waits, or no time was told."""
    if conversation.waiting_since is None:
        return None
    now, in_force = clock.now(), hours_of_inbox(conversation.inbox)
    found = _told(conversation, in_force=in_force, now=now)
    if found is None:
        return None
    elapsed = _("You have waited %(time)s so far.") % {"time": _duration(now - found.asked_at)}
    left = "" if found.is_over else _("Time left: %(time)s.") % {"time": _duration(found.due_at - now)}
    return Waited(found.kind, found.words, elapsed, left)


def _told(conversation: Conversation, *, in_force: InForce, now: datetime) -> Told | None:
    zone = conversation.contact.time_zone or brand_zone(in_force)
    return told(conversation, now=now, language=_language(), zone=zone)


def _duration(span: timedelta) -> str:
    """ "3 hours", in the active language."""
    whole = max(span, timedelta(minutes=1))
    return format_timedelta(whole, threshold=1, locale=locale_of(_language()))


def _language() -> str:
    return tag_of(get_language() or "en")
