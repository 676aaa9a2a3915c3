"""An answer from outside joins its side conversation, and never the customer's thread."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Q

from keepword.conversations import filing
from keepword.conversations.asides.marking import mark
from keepword.conversations.asides.saying import remember
from keepword.conversations.changing import lock, tell
from keepword.conversations.inbound import Arrival, Thread
from keepword.conversations.models import Aside, Conversation, Mention, Message, MessageReference
from keepword.conversations.models.aside import ANSWERED
from keepword.conversations.models.conversation import BINNED, OPEN, RESOLVED, SNOOZED, WAITING
from keepword.conversations.models.message import INWARD
from keepword.conversations.searching import index
from keepword.conversations.teamwork.following import add_followers
from keepword.conversations.threading import digest
from keepword.events import log
from keepword.events.actor import SYSTEM
from keepword.kit import clock
from keepword.kit.storable import storable
from keepword.people.identifying import fold

STRANGER = "answers-aside"  # the warning of a mail that answers a side conversation and may not join it
SET_DOWN = (WAITING, SNOOZED, RESOLVED, BINNED)
ADDRESSES_KEPT = 50


def told_apart(arrivals: Sequence[Arrival]) -> list[Arrival]:
    """The same, where `thread.aside_id` says which side conversation each belongs to, None for most. Who holds an
    answer's address and was not asked, or may be forged, gets in nowhere: what they write begins a conversation of
    its own, with a warning. No query for mails that answer nothing, or that our signature leads to a thread."""
    led = _led_by_ids(arrivals)
    wanted = {number for one in arrivals if (number := _named(one, led=led)) is not None}
    if not wanted:
        return list(arrivals)
    # For what comes from outside with a name of ours, not for a person.
    found = Aside.objects.in_bulk(wanted)
    return [_told(one, number=_named(one, led=led), found=found) for one in arrivals]


def _led_by_ids(arrivals: Iterable[Arrival]) -> dict[tuple[int, str], int]:
    """By inbox and digest: their own earlier mails, and names that a provider gave to ours."""
    wanted = Q()
    for one in arrivals:
        thread = one.inbound.thread
        if thread.aside_id is None and thread.conversation_id is None and thread.message_ids:
            wanted |= Q(inbox_id=one.inbox.pk, digest__in=[digest(name) for name in thread.message_ids])
    if not wanted:
        return {}
    rows = MessageReference.objects.filter(wanted, aside__isnull=False)
    return {(inbox, name): aside for inbox, name, aside in rows.values_list("inbox_id", "digest", "aside_id") if aside}


def _named(arrival: Arrival, *, led: dict[tuple[int, str], int]) -> int | None:
    thread = arrival.inbound.thread
    if thread.aside_id is not None or thread.conversation_id is not None:
        return thread.aside_id
    known = (led.get((arrival.inbox.pk, digest(name))) for name in thread.message_ids)
    return next((one for one in known if one is not None), None)


def _told(arrival: Arrival, *, number: int | None, found: dict[int, Aside]) -> Arrival:
    if number is None:
        return arrival
    inbound, aside = arrival.inbound, found.get(number)
    if aside is not None and _may_join(arrival, aside=aside):
        thread = Thread(message_ids=inbound.thread.message_ids, aside_id=aside.pk)
        return Arrival(replace(inbound, thread=thread), arrival.inbox)
    warnings = (*inbound.warnings, STRANGER)
    return Arrival(replace(inbound, thread=Thread(), warnings=warnings), arrival.inbox)


def _may_join(arrival: Arrival, *, aside: Aside) -> bool:
    inbound = arrival.inbound
    return (
        not aside.is_internal
        and aside.inbox_id == arrival.inbox.pk
        and fold(inbound.address) in aside.addresses
        and inbound.is_authenticated is not False
    )


def take_in_all(arrivals: Iterable[Arrival]) -> dict[int, Message]:
    """By the id() of each arrival. Conversations are taken in one order, so that two workers never wait for each
    other."""
    ids = {one.inbound.thread.aside_id: one for one in arrivals}
    if not ids:
        return {}
    asides = Aside.objects.select_related("conversation__inbox", "agent").in_bulk([one for one in ids if one])
    pairs = [(asides[number], one) for one in arrivals if (number := one.inbound.thread.aside_id)]
    taken = {}
    for aside, arrival in sorted(pairs, key=lambda pair: pair[0].conversation_id):
        message = _take_in(arrival, aside=aside)
        if message is not None:
            taken[id(arrival)] = message
    return taken


def _take_in(arrival: Arrival, *, aside: Aside) -> Message | None:
    conversation = lock(aside.conversation)
    inbound = arrival.inbound
    # house: whether it is there, nothing is shown
    if Message.everywhere.filter(inbox_id=conversation.inbox_id, external_id=inbound.external_id).exists():
        return None
    message = _written(arrival, aside=aside, conversation=conversation)
    filing.attach(message, files=inbound.files)
    index(message, subject=aside.subject, names=[filing.kept_name(file.name) for file in inbound.files])
    remember(aside, ids=[inbound.message_id])
    moved: dict[str, Any] = {"last_activity_at": inbound.at}
    if not inbound.is_automatic:
        moved["state"] = ANSWERED
    Aside.objects.filter(pk=aside.pk).update(**moved)  # house: written, not read
    mark(conversation)
    conversation.change(last_activity_at=max(conversation.last_activity_at, inbound.at))
    _announce(message, aside=aside, conversation=conversation)
    return message


def _written(arrival: Arrival, *, aside: Aside, conversation: Conversation) -> Message:
    """As a customer's message is kept; but no contact comes of it."""
    inbound = arrival.inbound
    return Message.everywhere.create(  # house: written, not read
        conversation=conversation,
        inbox_id=conversation.inbox_id,
        aside=aside,
        kind=INWARD,
        at=inbound.at,
        sender_name=storable(inbound.name)[:200],
        sender_address=fold(inbound.address),
        recipients={"to": _addresses(inbound.to), "cc": _addresses(inbound.cc)},
        external_id=inbound.external_id,
        message_id=storable(inbound.message_id)[:998],
        is_automatic=inbound.is_automatic,
        has_html=bool(inbound.html),
        warnings=list(inbound.warnings),
        text=storable(inbound.text),
        quoted=storable(inbound.quoted),
        html=storable(inbound.html),
    )


def _addresses(addresses: Sequence[str]) -> list[str]:
    return [storable(address) for address in addresses[:ADDRESSES_KEPT]]


def _announce(message: Message, *, aside: Aside, conversation: Conversation) -> None:
    """Whoever began it finds it among their mentions, and a conversation that was put down is open again. The
    customer waits for nothing by it."""
    log.record(
        "aside.answered",
        conversation_id=conversation.pk,
        inbox_id=conversation.inbox_id,
        message_id=message.pk,
        aside=aside.pk,
        agent=aside.agent_id,
        is_automatic=message.is_automatic,
    )
    if message.is_automatic:
        return
    if conversation.status in SET_DOWN:
        was = conversation.status
        conversation.change(status=OPEN, snoozed_until=None, resolved_at=None)
        tell(conversation, "conversation.reopened", by=SYSTEM, was=was)
    if aside.agent is not None and aside.agent.is_active:
        Mention.objects.create(message=message, agent=aside.agent, at=clock.now())  # house: written, not read
        add_followers(conversation, agents=[aside.agent.pk])
