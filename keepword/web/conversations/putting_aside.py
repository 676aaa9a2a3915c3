"""Until when a conversation can be put aside, on our wall and on the customer's: fetched when the menu is opened."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from keepword.conversations.models import Conversation
from keepword.conversations.opening_hours import hours_of
from keepword.hours.dates import city
from keepword.hours.spans import OpeningHours, next_opening
from keepword.kit.zones import is_zone, zone_of
from keepword.web import times
from keepword.web.conversations.choices import snooze_choices
from keepword.web.drafts.cards import said_there, their_place

MORNING = time(9)


@dataclass(frozen=True, slots=True)
class Choice:
    """`until` as ISO 8601; `theirs` is that moment where the customer is, "" where it is the same or unknown."""

    until: str
    words: str
    when: SafeString
    theirs: str


def choices_of(conversation: Conversation, *, reader: times.Reader) -> list[Choice]:
    """The soonest first, and no moment twice."""
    found = [(datetime.fromisoformat(one.until), one.words) for one in snooze_choices(reader)]
    found += _openings(hours_of(conversation).hours, reader=reader) if hours_of(conversation).version_id else []
    found += _their_morning(conversation, reader=reader)
    moments = dict(found)  # of two words for one moment the later, which says more
    zone = conversation.contact.time_zone
    return [
        Choice(
            at.isoformat(), words, reader.moment(at), said_there(at, zone=zone, reader=reader) if is_zone(zone) else ""
        )
        for at, words in sorted(moments.items())
    ]


def _openings(hours: OpeningHours, *, reader: times.Reader) -> list[tuple[datetime, str]]:
    """By the hours that count for the conversation, on their own wall."""
    zone = zone_of(hours.zone)
    midnight = datetime.combine(reader.now.astimezone(zone).date(), time(), tzinfo=zone)
    monday = midnight + timedelta(days=7 - midnight.weekday())
    found = []
    # On a Sunday they are the same, and tomorrow is nearer to how people speak.
    days = {monday: _("Monday at opening"), midnight + timedelta(days=1): _("Tomorrow at opening")}
    for since, words in sorted(days.items()):
        opens = next_opening(hours, since)
        if opens and opens < since + timedelta(days=1):
            found.append((opens.astimezone(reader.zone), words))
    return found or _next(hours, after=midnight + timedelta(days=1), reader=reader)


def _next(hours: OpeningHours, *, after: datetime, reader: times.Reader) -> list[tuple[datetime, str]]:
    opens = next_opening(hours, after)
    return [(opens.astimezone(reader.zone), _("When we open next"))] if opens else []


def _their_morning(conversation: Conversation, *, reader: times.Reader) -> list[tuple[datetime, str]]:
    """For whoever must be called when they are awake."""
    if not their_place(conversation, reader=reader):
        return []
    zone = zone_of(conversation.contact.time_zone)
    there = reader.now.astimezone(zone)
    day = there.date() if there.time() < MORNING else there.date() + timedelta(days=1)
    at = datetime.combine(day, MORNING, tzinfo=zone)
    place = city(conversation.contact.time_zone, language=reader.language)
    return [(at.astimezone(reader.zone), _("In the morning in %(place)s") % {"place": place})]
