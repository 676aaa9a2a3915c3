"""Say at once that a message arrived: from named people, in the customer's language, when they will hear from us.

It is never an answer: the wait goes on. The time that it states is a promise like any other, and it is stated only
where it can be kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation

from keepword.brands.models import BrandChannel, Organisation
from keepword.brands.pages import REACH, page_of
from keepword.conversations.announcing import announce
from keepword.conversations.catalogue import entry_for, is_supported
from keepword.conversations.changing import in_lock_order, lock
from keepword.conversations.models import Conversation, Inbox, Message
from keepword.conversations.models.conversation import SPAM
from keepword.conversations.models.message import INBOUND, REPLY
from keepword.conversations.opening_hours import hours_of
from keepword.events.models import Event
from keepword.hours.in_force import InForce
from keepword.hours.saying import say_hours, say_instant
from keepword.kit import clock
from keepword.kit.languages import code_of, tag_of
from keepword.people.models import Agent
from keepword.promises.expecting import Expectation, expected, kept_by
from keepword.promises.ledger.making import promise
from keepword.promises.models import Acknowledgement, OwnWording, Promise
from keepword.promises.models.promise import ACKNOWLEDGEMENT
from keepword.promises.models.promise import REPLY as A_REPLY
from keepword.promises.standing_by import stand_by
from keepword.promises.waits.publishing import publish
from keepword.promises.wording import letter
from keepword.promises.wording.letter import Facts
from keepword.promises.wording.people import callable_name, people_of, signed_by

KIND = "acknowledgement"
# Who heard from us since then is in a conversation with us; more receipts would only be noise.
SILENCE = timedelta(days=3)
# A message that was read so late (a mailbox that was just connected, an outage) is not acknowledged "at once".
FRESH = timedelta(hours=6)
# Nobody publishes an answer time that is longer: older mail was told nothing that is still to come.
OLDEST = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """`language` is a tag, `zone` IANA and guessed. `expectation` None: no time is stated."""

    conversation: Conversation
    expectation: Expectation | None
    facts: Facts
    language: str
    zone: str
    said_at: datetime


def acknowledge(event: Event) -> None:
    """On `message.received`. Once for each wait, however often it runs."""
    acknowledge_all([event])


@transaction.atomic
def acknowledge_all(events: Sequence[Event]) -> None:
    """Many in one transaction. Most mail needs none: that is seen without a lock and without a query for each."""
    messages = Message.objects.select_related("conversation__inbox__brand", "conversation__contact")
    found = messages.defer("html", "quoted").in_bulk([event.message_id for event in events if event.message_id])
    for event in in_lock_order(events):
        message = found.get(event.message_id or 0)
        if message is not None and _may_need_one(message, conversation=message.conversation):
            _acknowledge(message, cause=event)


def _acknowledge(message: Message, *, cause: Event) -> None:
    conversation = message.conversation
    lock(conversation)
    if _is_told(conversation, message=message, cause=cause) or _is_one_of_us(message):
        return
    entry = entry_for(conversation.inbox, channel=conversation.channel)
    if not is_supported(entry):
        return
    wants_letter = _is_to_be_told(conversation, message=message)
    if wants_letter and _tell(acknowledgement_of(conversation, entry=entry), cause=cause):
        return
    language, in_force = language_for(conversation), hours_of(conversation)
    stand_by(message, entry=entry, language=language, zone=zone_for(conversation, in_force=in_force), cause=cause)


def acknowledgement_of(conversation: Conversation, *, entry: BrandChannel | None) -> Acknowledged:
    """What would be said now. `conversation` comes with its inbox, brand and contact."""
    brand, now, in_force = conversation.inbox.brand, clock.now(), hours_of(conversation)
    language = language_for(conversation)
    zone = zone_for(conversation, in_force=in_force)
    found = expected(
        conversation.inbox,
        entry=entry,
        hours=in_force.hours,
        at=now,
        channel=conversation.channel,
        priority=conversation.priority_name,
        language=conversation.language,
    )
    expectation = kept_by(found, conversation=conversation, at=now)
    with translation.override(code_of(language) or "en"):
        facts = Facts(
            voice=brand.voice,
            brand=brand.name,
            name=callable_name(conversation.contact.name),
            people=signed_by(people_of(conversation), brand=brand),
            when=said_time(expectation, now=now, language=language, zone=zone),
            hours=said_hours(in_force, now=now, language=language, zone=conversation.contact.time_zone),
            reference=conversation.reference,
            reach=page_of(brand, name=REACH),
        )
    return Acknowledged(conversation, expectation, facts, language, zone, now)


def said_time(expectation: Expectation | None, *, now: datetime, language: str, zone: str) -> str:
    """As it stands after "by"; "" without one. The zone is always named, for it was guessed."""
    if expectation is None or expectation.due_at <= now:
        return ""
    return say_instant(expectation.due_at, now=now, language=language, zone=zone)


def said_hours(in_force: InForce, *, now: datetime, language: str, zone: str) -> str:
    """Whether we are there; "" where nobody ever set hours: "always open" would be somebody else's word."""
    if in_force.version_id is None:
        return ""
    return say_hours(in_force.hours, now=now, language=language, reader_zone=zone)


def text_of(made: Acknowledged) -> str:
    """The letter: the inbox's own wording in this language, else ours."""
    own = OwnWording.objects.filter(inbox=made.conversation.inbox_id, language=made.language).first()
    if own is not None:
        return letter.own(own.text, facts=made.facts)
    with translation.override(code_of(made.language) or "en"):
        return letter.built_in(made.facts)


def language_for(conversation: Conversation) -> str:
    """The tag of the language that we speak which is nearest to the customer's, else the brand's."""
    wanted = conversation.language or conversation.contact.language
    return tag_of(code_of(wanted) or code_of(conversation.inbox.brand.language) or "en")


def zone_for(conversation: Conversation, *, in_force: InForce) -> str:
    """Where the customer seems to be, else where the brand is."""
    return conversation.contact.time_zone or brand_zone(in_force)


def brand_zone(in_force: InForce) -> str:
    if in_force.version_id is not None:
        return in_force.hours.zone
    return Organisation.objects.values_list("time_zone", flat=True).first() or "UTC"


def is_on(inbox_id: int) -> bool:
    return not Acknowledgement.objects.filter(inbox=inbox_id, is_on=False).exists()


def says_a_time(inbox: Inbox, *, entry: BrandChannel | None) -> bool:
    """Whether customers are told when they will hear from us: by a published time, or by our letters. Elsewhere no
    page names an estimate either, for nobody would count whether it was kept."""
    return (entry is not None and entry.answer_seconds is not None) or is_on(inbox.pk)


def _tell(made: Acknowledged, *, cause: Event) -> bool:
    """Send it. Whether they were told a time by it."""
    conversation, text = made.conversation, text_of(made)
    announced = announce(
        conversation,
        text=text,
        sender_name=made.facts.people,
        kind=KIND,
        language=made.language,
        cause=cause,
    )
    # Who sent a form reads the time on the next page, also where no mail may go out; and a brand's
    # own letter may say none.
    is_read = conversation.channel == "form" or (announced is not None and made.facts.when in text)
    if made.expectation is None or not made.facts.when or not is_read:
        return False
    if made.expectation.read_from is not None:
        publish(conversation, told=made.expectation.read_from, said_at=made.said_at)
    promise(
        conversation,
        what=A_REPLY,
        due_at=made.expectation.due_at,
        kind=ACKNOWLEDGEMENT,
        said=made.facts.when,
        message=announced,
        zone=made.zone,
        language=made.language,
        cause=cause,
    )
    return True


def _is_told(conversation: Conversation, *, message: Message, cause: Event) -> bool:
    """Whether anybody told them anything since the wait began: another receipt would only unsettle them."""
    since = conversation.waiting_since or message.at
    said = Message.objects.filter(conversation=conversation, kind=REPLY)
    owed = Promise.objects.open().filter(conversation=conversation)
    return owed.exists() or said.filter(at__gte=since).exists() or Promise.objects.filter(cause=cause).exists()


def _is_to_be_told(conversation: Conversation, *, message: Message) -> bool:
    """The first message of a wait, of a person who has not heard from us for long."""
    return (
        clock.now() - message.at < FRESH
        and is_on(conversation.inbox_id)
        and not _is_in_conversation(conversation, before=message)
    )


def _is_one_of_us(message: Message) -> bool:
    return Agent.objects.filter(email__iexact=message.sender_address, is_active=True).exists()


def acknowledge_now(message: Message) -> None:
    """For a page that is shown at once: what it says must be the same as what the letter says. The reaction that
    comes later finds it done."""
    facts = Event.objects.filter(conversation_id=message.conversation_id, name="message.received")
    fact = facts.filter(message_id=message.pk).first()
    if fact is not None:
        acknowledge(fact)


def _may_need_one(message: Message, *, conversation: Conversation) -> bool:
    """Whether it began a wait, as far as these two rows can tell."""
    return (
        message.kind == INBOUND
        and not message.is_automatic
        and conversation.status != SPAM
        and conversation.waiting_since == message.at
        and clock.now() - message.at < OLDEST
    )


def _is_in_conversation(conversation: Conversation, *, before: Message) -> bool:
    recent = Message.objects.filter(conversation=conversation, kind=REPLY, at__gt=before.at - SILENCE)
    return recent.filter(at__lt=before.at).exists()
