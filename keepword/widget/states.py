"""Is somebody there, and how long does it take? Said honestly before anybody writes, in the visitor's own time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from babel.dates import format_timedelta
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from keepword.channels.chat.models import Visit
from keepword.channels.chat.saying import CHANNEL
from keepword.conversations.catalogue import FORM, entry_for, hours_of_channel
from keepword.conversations.chatting.availability import somebody_takes_chats
from keepword.conversations.models import Chat, Conversation
from keepword.conversations.models.chat import UNANSWERED
from keepword.conversations.opening_hours import hours_of_inbox
from keepword.hours.dates import locale_of
from keepword.hours.in_force import InForce
from keepword.hours.spans import is_open
from keepword.kit import clock
from keepword.kit.languages import tag_of
from keepword.people.placing import known_zone
from keepword.promises.expecting import Expectation, expected, meant
from keepword.promises.receipts.phrasing import brand_zone, said_hours, said_time
from keepword.promises.telling import told
from keepword.promises.wording import voices
from keepword.widget.opening import Room

SOON = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class State:
    """`is_live`: who writes now is answered here; else by mail. `words` are sentences."""

    is_live: bool
    words: list[str]


def state_of(room: Room, *, zone: str) -> State:
    """`zone`: the visitor's (IANA), "" when nobody knows it."""
    now, hours = clock.now(), _hours(room)
    if somebody_takes_chats(room.brand, now=now):
        return State(True, _filled(_wait(room, hours=hours, now=now)))
    away = "" if is_open(hours.hours, now) else said_hours(hours, now=now, language=_language(), zone=zone)
    busy = "" if away else _("Nobody is free to chat at this moment.")
    by_mail = _("Leave us a message: a person reads it and answers you by mail.")
    return State(False, _filled(away, busy, by_mail, _answered_by(room, now=now, zone=zone)))


def zone_in(request: HttpRequest) -> str:
    return known_zone(request.GET.get("zone", ""))


def state_of_visit(visit: Visit, *, conversation: Conversation) -> list[str]:
    """What somebody who has written should know: that nobody came, or until when they hear from us."""
    if conversation.waiting_since is None:
        return []
    now = clock.now()
    promised = told(conversation, now=now, language=_language(), zone=visit.time_zone or "UTC")
    unanswered = Chat.objects.filter(conversation=conversation, state=UNANSWERED)  # house: of whoever holds the ticket
    if not unanswered.exists():
        return [promised.words] if promised else []
    nobody = _("Nobody is free to chat at this moment. We have your words, and a person will answer them.")
    where = "" if visit.email else _("Tell us your e-mail address, and our answer reaches you when you have gone.")
    return _filled(nobody, where, promised.words if promised else "")


def _hours(room: Room) -> InForce:
    entry = entry_for(room.inbox, channel=CHANNEL)
    return hours_of_channel(entry) if entry else hours_of_inbox(room.inbox)


def _wait(room: Room, *, hours: InForce, now: datetime) -> str:
    """A longer wait is what other channels took: it says nothing about somebody who sits there and takes chats."""
    found = _expected(room, channel=CHANNEL, hours=hours, now=now)
    if found is None or not now < found.due_at <= now + SOON:
        return _("A person is here.")
    minutes = max(found.due_at - now, timedelta(minutes=1))
    time = format_timedelta(minutes, threshold=1, locale=locale_of(_language()))
    return _("A person is here. You will have an answer within about %(time)s.") % {"time": time}


def _answered_by(room: Room, *, now: datetime, zone: str) -> str:
    """As the contact form says it: the message goes the same way."""
    hours = hours_of_inbox(room.inbox)
    found = _expected(room, channel=FORM, hours=hours, now=now)
    when = said_time(found, now=now, language=_language(), zone=zone or brand_zone(hours))
    return voices.answered_by(room.brand.voice, when=when) if when else ""


def _expected(room: Room, *, channel: str, hours: InForce, now: datetime) -> Expectation | None:
    entry, language = entry_for(room.inbox, channel=channel), _language()
    found = expected(room.inbox, entry=entry, hours=hours.hours, at=now, channel=channel, language=language)
    return meant(found, inbox=room.inbox, hours=hours.hours, at=now)


def _filled(*words: str) -> list[str]:
    return [one for one in words if one]


def _language() -> str:
    return tag_of(get_language() or "en")
