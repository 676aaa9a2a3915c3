"""Stand by what the channel catalogue publishes. Whoever writes where "within four hours" is written was told a time,
whether or not a letter says it again: it is counted like any other."""

from datetime import datetime, timedelta

from django.utils import translation

from keepword.brands.models import BrandChannel
from keepword.brands.saying_channels import say_answer_time
from keepword.conversations.models import Message
from keepword.events.models import Event
from keepword.hours.spans import OpeningHours
from keepword.kit import clock
from keepword.promises.expecting import as_said, published_due
from keepword.promises.ledger.guarding import Load, judge
from keepword.promises.ledger.making import ready
from keepword.promises.models import Promise
from keepword.promises.models.promise import PUBLISHED, REPLY

# What was due before anybody could look is counted as broken only while it is about these days: a mailbox of years
# that was just connected tells nothing about our word.
LATE = timedelta(hours=6)


def standing(
    message: Message, *, entry: BrandChannel | None, hours: OpeningHours, language: str, zone: str, cause: Event
) -> Promise | None:
    """The promise of an answer within the published time of `entry`, counted from when they wrote, not yet written
    down. `hours` are the conversation's, `language` is the customer's tag. None when nothing is published, we never
    open again, or robots wrote."""
    if entry is None or not message.may_be_answered:
        return None
    due_at = _meant(published_due(entry, hours=hours, at=message.at), hours=hours, at=message.at)
    if due_at is None or max(due_at, message.at + LATE) <= clock.now() or as_said(due_at) <= message.at:
        return None
    with translation.override(language):
        said = say_answer_time(entry.answer_seconds, is_calendar_time=entry.is_calendar_time)
    return ready(
        message.conversation,
        what=REPLY,
        due_at=as_said(due_at),
        kind=PUBLISHED,
        said=said,
        told_at=message.at,
        zone=zone,
        language=language,
        cause=cause,
    )


def _meant(due_at: datetime | None, *, hours: OpeningHours, at: datetime) -> datetime | None:
    """While nobody is there the pages show a later time, and that is our word."""
    if due_at is None:
        return None
    verdict = judge(hours, at=at, due_at=due_at, load=Load(0, None))
    return due_at if verdict.is_possible else verdict.earliest
