"""What an agent is about to say becomes a promise only when they want it counted: the offers in a text."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from keepword.brands.models import Organisation
from keepword.conversations.models import Conversation, Draft
from keepword.conversations.opening_hours import hours_of
from keepword.hours.in_force import InForce, in_force
from keepword.hours.spans import open_spans
from keepword.kit import clock, zones
from keepword.people.models import Agent
from keepword.promises.ledger.guarding import Verdict, can_keep
from keepword.promises.stating.calendars import Calendar, office
from keepword.promises.stating.finding import Stated, find

MONTH_FIRST = ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Phoenix")


@dataclass(frozen=True, slots=True)
class Offer:
    """`key` names it from one look at the text to the next, though "in 20 minutes" means another instant by then.
    `zone` is the customer's, guessed when we know none; `verdict` says whether it can be kept."""

    key: str
    stated: Stated
    zone: str
    verdict: Verdict


def offers_in(text: str, *, to: Conversation, by: Agent, at: datetime | None = None) -> list[Offer]:
    """The times that this text would promise the customer of a conversation, if sent `at` (now)."""
    now = at or clock.now()
    zone = zone_of(to)
    return [
        Offer(key_of(one), one, zone, can_keep(to, due_at=one.due_at, what=one.what, at=now, by=by))
        for one in _found(text, to=to, by=by, at=now)
    ]


def _found(text: str, *, to: Conversation, by: Agent, at: datetime) -> list[Stated]:
    zone = zone_of(to)
    return find(
        text, now=at, zone=zone, language=to.language, calendar=_office(to, by=by), month_first=zone in MONTH_FIRST
    )


def means_another_time(draft: Draft, *, at: datetime) -> bool:
    """Whether what its words promise is another instant when it leaves `at` that time than when it was to leave:
    "tomorrow" is said of the day on which it is read. What was decided about it is then no decision any more."""
    if not draft.promises:
        return False
    dues = [
        [one.due_at for one in _found(draft.text, to=draft.conversation, by=draft.agent, at=when)]
        for when in (draft.send_at or draft.changed_at, at)
    ]
    return dues[0] != dues[1]


def zone_of(conversation: Conversation) -> str:
    """Where the customer is as far as we know; else where we are."""
    known = conversation.contact.time_zone
    if zones.is_zone(known):
        return known
    ours = Organisation.objects.values_list("time_zone", flat=True).first() or "UTC"
    return ours if zones.is_zone(ours) else "UTC"


def key_of(stated: Stated) -> str:
    said = f"{stated.what}|{stated.text}|{stated.sentence}"
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:12]


def _office(conversation: Conversation, *, by: Agent) -> Calendar:
    own = getattr(by, "business_hours_id", None)
    kept: InForce = in_force(own) if own else hours_of(conversation)
    if kept.version_id is None:
        return office(zone_of(conversation))
    return Calendar(kept.hours.zone, lambda start, end: list(open_spans(kept.hours, start, end)))


def on_wall(at: datetime, *, zone: str) -> datetime:
    """What a clock shows there."""
    return at.astimezone(zones.zone_of(zone))


def mended(text: str, *, offers: Sequence[Offer], key: str, words: str) -> str:
    """The text with other words in the place of one time."""
    for offer in offers:
        if offer.key == key:
            return text[: offer.stated.start] + words + text[offer.stated.end :]
    return text
