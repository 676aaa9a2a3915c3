"""Stand by what the channel catalogue publishes. Whoever writes where "within four hours" is written was told a time,
whether or not a letter says it again: it is counted like any other."""

from datetime import timedelta

from django.utils import translation

from keepword.brands.models import BrandChannel
from keepword.brands.saying_channels import say_answer_time
from keepword.conversations.models import Message
from keepword.conversations.models.chat import CHAT
from keepword.events.models import Event
from keepword.hours.saying import say_instant
from keepword.hours.spans import OpeningHours
from keepword.kit import clock
from keepword.promises.expecting import PUBLISHED as AS_PUBLISHED
from keepword.promises.expecting import Expectation, as_said, kept_by, published_due
from keepword.promises.ledger.looking_out import Lookout
from keepword.promises.ledger.making import ready
from keepword.promises.models import Promise
from keepword.promises.models.promise import PUBLISHED, REPLY

# What was due before anybody could look is counted as broken only while it is about these days: a mailbox of years
# that was just connected tells nothing about our word.
LATE = timedelta(hours=6)


def standing(
    message: Message,
    *,
    entry: BrandChannel | None,
    hours: OpeningHours,
    lookout: Lookout,
    language: str,
    zone: str,
    cause: Event,
) -> Promise | None:
    """The promise of an answer within the published time of `entry`, counted from when they wrote, not yet written
    down. `hours` and `lookout` are the conversation's, `language` is the customer's tag. Where hours and load cannot
    meet that time our pages show a later one instead (`help_center/reach`), and that is our word. None when nothing
    is published, we never open again, or robots wrote."""
    # No robot sits behind the page of a visitor, though most of them tell no address.
    if entry is None or not (message.may_be_answered or message.conversation.channel == CHAT):
        return None
    published_at = published_due(entry, hours=hours, at=message.at)
    if published_at is None:
        return None
    promised = Expectation(as_said(published_at), AS_PUBLISHED)
    told = kept_by(promised, conversation=message.conversation, at=message.at, lookout=lookout)
    if told is None or max(told.due_at, message.at + LATE) <= clock.now() or told.due_at <= message.at:
        return None
    lookout.promised(message.conversation, due_at=told.due_at)
    with translation.override(language):
        said = say_answer_time(entry.answer_seconds, is_calendar_time=entry.is_calendar_time)
        if told != promised:
            said = say_instant(told.due_at, now=message.at, language=language, zone=zone)
    return ready(
        message.conversation,
        what=REPLY,
        due_at=told.due_at,
        kind=PUBLISHED,
        said=said,
        told_at=message.at,
        zone=zone,
        language=language,
        cause=cause,
    )
