"""Shall this person be asked about this conversation now? Asked when it is due, for a pause is long."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models.functions import Lower

from keepword.brands.models import Organisation
from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.conversation import MERGED, RESOLVED, SPAM
from keepword.conversations.models.message import FAILED, INBOUND, REPLY
from keepword.conversations.opening_hours import hours_of
from keepword.hours.spans import OpeningHours, Slot, next_opening
from keepword.kit.zones import is_zone
from keepword.people.models import Agent
from keepword.surveys.models import Asking, Survey

# Why nobody is asked: the `reason` of a dropped survey.
OFF, NO_ADDRESS, IS_SPAM, WENT_ON, REOPENED = "off", "no-address", "spam", "merged", "reopened"
UNSUPPORTED, UNANSWERED, OURS, LATELY, LATE = "unsupported", "unanswered", "ours", "asked-lately", "late"
TOO_LATE = timedelta(days=7)  # after it was due: nobody remembers, and an outage must not end in a flood of letters
HOUR = 3600
BY_DAY = (Slot(8 * HOUR, 20 * HOUR),)  # where nobody set hours: not at night


def why_not(survey: Survey, *, conversation: Conversation, asking: Asking | None, at: datetime) -> str:
    """ "" when they are asked. Whether a robot may write to them at all is asked by `announcing.announce`."""
    if asking is None or not asking.is_on:
        return OFF
    if not settings.PUBLIC_ADDRESS:
        return NO_ADDRESS
    stands = _why_not_now(survey, conversation=conversation)
    if stands:
        return stands
    if at - survey.due_at > TOO_LATE:
        return LATE
    if not _was_answered(conversation):
        return UNANSWERED
    if _is_ours(conversation):
        return OURS
    return LATELY if _was_asked(conversation, since=at - asking.rest) else ""


def _why_not_now(survey: Survey, *, conversation: Conversation) -> str:
    """As far as the row itself tells."""
    if conversation.status == SPAM:
        return IS_SPAM
    if conversation.status == MERGED:
        return WENT_ON
    if conversation.status != RESOLVED or conversation.resolved_at != survey.resolved_at:
        return REOPENED
    return UNSUPPORTED if conversation.is_unsupported else ""


def _was_answered(conversation: Conversation) -> bool:
    """By a person: who was not helped is not asked how the help was."""
    said = Message.objects.filter(conversation=conversation, kind=REPLY, is_automatic=False)
    return said.exclude(delivery_state=FAILED).exists()


def _is_ours(conversation: Conversation) -> bool:
    """Whether a colleague wrote it."""
    wrote = Message.objects.filter(conversation=conversation, kind=INBOUND).order_by("-at", "-id")
    address = wrote.values_list("sender_address", flat=True).first() or ""
    return Agent.objects.annotate(folded=Lower("email")).filter(folded=address.lower()).exists()


def _was_asked(conversation: Conversation, *, since: datetime) -> bool:
    theirs = Survey.objects.asked().filter(conversation__contact=conversation.contact_id)
    return theirs.filter(asked_at__gt=since).exists()


def not_before(conversation: Conversation, *, at: datetime) -> datetime:
    """`at` itself while the brand's people are there, else when they come; by day where nobody set hours."""
    in_force = hours_of(conversation)
    hours = in_force.hours if in_force.version_id is not None else by_day(conversation.contact.time_zone)
    return next_opening(hours, at) or at


def by_day(zone: str) -> OpeningHours:
    """Of the customer's zone, else the organisation's."""
    known = zone if is_zone(zone) else Organisation.objects.values_list("time_zone", flat=True).first() or "UTC"
    return OpeningHours(zone=known, week=(BY_DAY,) * 7)
