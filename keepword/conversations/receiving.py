"""A customer's message arrives: once, in the right conversation, with all that follows from it.

Messages are received in groups: however many come at once, each table is asked once and written once. Between the two
nothing but memory is touched, one message after the other, so that a mail and its answer may come in one group.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from keepword.conversations import filing
from keepword.conversations.asides.taking_in import take_in_all, told_apart
from keepword.conversations.binning import as_done
from keepword.conversations.inbound import Arrival, Inbound
from keepword.conversations.linking import link_copies, one_after_the_other
from keepword.conversations.models import BinMark, Conversation, Inbox, Message, Participant
from keepword.conversations.models.chat import CHAT
from keepword.conversations.models.conversation import BINNED, DELETED, OPEN, RESOLVED, SNOOZED, SPAM, WAITING
from keepword.conversations.models.message import INBOUND
from keepword.conversations.previewing import preview_of
from keepword.conversations.redacting import without_cards
from keepword.conversations.referring import references
from keepword.conversations.searching import index_all, terms_of
from keepword.conversations.spam.filtering import Filter, Verdict, keep_mark
from keepword.conversations.threading import Threads
from keepword.conversations.writers import writers_of
from keepword.events import log
from keepword.events.actor import SYSTEM
from keepword.events.log import Fact
from keepword.kit import clock, tokens
from keepword.kit.inserting import insert_all, insert_unless_there
from keepword.kit.prepared import Prepared
from keepword.kit.storable import storable
from keepword.people.identifying import fold
from keepword.people.models import Contact

REOPENED_BY_A_CUSTOMER = (WAITING, SNOOZED, RESOLVED, BINNED, DELETED)
ADDRESSES_KEPT = 50


@dataclass(frozen=True, slots=True)
class _Received:
    """`was` is the status that the message ended, "" when it reopened nothing. `via` is the merged conversation
    whose thread led it here, None for most. `spam`: why it is one, None for most; `before` is its status then."""

    arrival: Arrival
    contact: Contact
    conversation: Conversation
    message: Message
    is_first: bool
    was: str
    via: int | None
    terms: list[str]
    spam: Verdict | None
    before: str

    @property
    def inbound(self) -> Inbound:
        return self.arrival.inbound


def receive(inbound: Inbound, *, inbox: Inbox, sender: Contact | None = None) -> Message | None:
    """Store a message in its conversation, or in a new one. None when this inbox had it already: any message may
    come twice. `sender` as in `Arrival`."""
    return receive_all([Arrival(inbound, inbox, sender)])[0]


@transaction.atomic
def receive_all(arrivals: Sequence[Arrival]) -> list[Message | None]:
    """Many messages in the order in which they came, as `receive` for each."""
    one_after_the_other(arrivals)
    safe = told_apart([without_cards(arrival) for arrival in arrivals])
    unseen = _not_seen_before(safe)
    beside = take_in_all([one for one in unseen if one.inbound.thread.aside_id])
    new = [one for one in unseen if not one.inbound.thread.aside_id]
    contacts = writers_of(new)
    threads, spam, names = Threads(new), Filter(), references(len(new))
    received = [
        _take(one, contact=contacts[id(one)], threads=threads, spam=spam, names=names)
        for one in new
        if not _came_to_the_other_inbox(one, threads=threads)
    ]
    _write(received, threads=threads)
    _write_marks(received, spam=spam)
    log.record_all(fact for one in received for fact in _facts(one))
    messages = {id(one.arrival): one.message for one in received} | beside
    return [messages.get(id(arrival)) for arrival in safe]


def _not_seen_before(arrivals: Iterable[Arrival]) -> list[Arrival]:
    """Each message once, and none that its inbox has."""
    first: dict[tuple[int, str], Arrival] = {}
    for one in arrivals:
        first.setdefault((one.inbox.pk, one.inbound.external_id), one)
    if len(first) == 1:
        [((inbox_id, external_id), only)] = first.items()
        return [] if HAD(inbox=inbox_id, external_id=external_id) else [only]
    wanted = Q()
    for inbox_id in {inbox_id for inbox_id, _ in first}:
        wanted |= Q(inbox_id=inbox_id, external_id__in=[known for of, known in first if of == inbox_id])
    seen = set(Message.everywhere.filter(wanted).values_list("inbox_id", "external_id"))
    return [one for key, one in first.items() if key not in seen]


def _came_to_the_other_inbox(arrival: Arrival, *, threads: Threads) -> bool:
    """Of a conversation that goes on in another inbox: whether that one has the message already."""
    found = threads.find(arrival)
    inbox_id = threads.home(found).inbox_id if found else arrival.inbox.pk
    return inbox_id != arrival.inbox.pk and bool(HAD(inbox=inbox_id, external_id=arrival.inbound.external_id))


def _had(inbox: int, external_id: str) -> QuerySet[Message, Any]:
    return Message.everywhere.filter(inbox_id=inbox, external_id=external_id).values_list("id")


HAD = Prepared(_had)


def _take(arrival: Arrival, *, contact: Contact, threads: Threads, spam: Filter, names: Iterator[str]) -> _Received:
    """Find the place of a message and change what it changes there. New rows are only made ready."""
    inbound = arrival.inbound
    found = threads.find(arrival)
    conversation = threads.home(found) if found else _open(arrival, contact=contact, reference=next(names))
    if conversation.status in (BINNED, DELETED):
        _take_out_of_bin(conversation, inbound=inbound)
    via = found.pk if found and found is not conversation else None
    message = _message(conversation, inbound=inbound, contact=contact)
    if _take_part(conversation, inbound=inbound, contact=contact, threads=threads, is_first=found is None):
        message.warnings = [*message.warnings, "new-participant"]
    if threads.is_bystander(conversation, address=inbound.address):
        message.may_be_answered = False  # a receipt would go to the customer, who did not write
    threads.remember(conversation, arrival=arrival)
    terms = terms_of(
        message, subject=conversation.customers_subject, names=[filing.kept_name(file.name) for file in inbound.files]
    )
    verdict, before = _judge(conversation, arrival=arrival, contact=contact, terms=terms, spam=spam), ""
    if verdict:
        before = conversation.status
        conversation.status = SPAM  # written with the rest, by `_move` or with the row
    was = _move(conversation, inbound=inbound, message=message)
    return _Received(arrival, contact, conversation, message, found is None, was, via, terms, verdict, before)


def _judge(
    conversation: Conversation, *, arrival: Arrival, contact: Contact, terms: list[str], spam: Filter
) -> Verdict | None:
    """Words are weighed where they begin a conversation; whoever is kept out is so in those that they began, too."""
    if conversation.status == SPAM or conversation.contact_id != contact.pk:
        return None
    verdict = spam.blocked(arrival.inbound, inbox=arrival.inbox.pk)
    if verdict or not conversation._state.adding:
        return verdict
    return spam.judge(arrival.inbound, terms=terms, language=conversation.language, contact=contact)


def _open(arrival: Arrival, *, contact: Contact, reference: str) -> Conversation:
    inbound = arrival.inbound
    return Conversation(
        inbox=arrival.inbox,
        contact=contact,
        reference=reference,
        token=tokens.unguessable(),
        channel=inbound.channel,
        subject=storable(inbound.subject)[:300],
        language=inbound.language or contact.language,
        status=OPEN,
        created_at=inbound.at,
        last_activity_at=inbound.at,
    )


def _take_out_of_bin(conversation: Conversation, *, inbound: Inbound) -> None:
    """What was spam is spam again, and what is solved is opened by `_move`. A robot's word leaves in the bin what is
    there; where the words are gone already, the new ones are found where they would have been."""
    if conversation.status == BINNED and inbound.is_automatic:
        return
    mark = BinMark.objects.get(conversation=conversation)
    if conversation.status == DELETED or mark.was == SPAM:
        conversation.change(**as_done(conversation, mark=mark))


def _message(conversation: Conversation, *, inbound: Inbound, contact: Contact) -> Message:
    return Message(
        conversation=conversation,
        inbox_id=conversation.inbox_id,
        kind=INBOUND,
        at=inbound.at,
        contact=contact,
        sender_name=storable(inbound.name)[:200],
        sender_address=fold(inbound.address),
        recipients={"to": _addresses(inbound.to), "cc": _addresses(inbound.cc)},
        external_id=inbound.external_id,
        message_id=storable(inbound.message_id)[:998],
        is_automatic=inbound.is_automatic,
        may_be_answered=inbound.may_be_answered,
        has_html=bool(inbound.html),
        warnings=list(inbound.warnings),
        text=storable(inbound.text),
        quoted=storable(inbound.quoted),
        html=storable(inbound.html),
    )


def _addresses(addresses: Sequence[str]) -> list[str]:
    return [storable(address) for address in addresses[:ADDRESSES_KEPT]]


def _take_part(
    conversation: Conversation, *, inbound: Inbound, contact: Contact, threads: Threads, is_first: bool
) -> bool:
    """Make the sender a participant. Returns whether somebody speaks in a conversation that others began, and nobody
    vouched for them yet: each of their messages shows it as a warning. What is forged adds nobody."""
    if threads.knows(conversation, address=inbound.address):
        return not threads.trusts(conversation, address=inbound.address)
    if is_first or inbound.is_authenticated is not False:
        threads.join(
            Participant(
                conversation=conversation,
                contact=contact,
                address=fold(inbound.address),
                is_trusted=is_first,
                added_at=inbound.at,
            )
        )
    return not is_first


def _move(conversation: Conversation, *, inbound: Inbound, message: Message) -> str:
    """What the list shows of it. A robot's answer moves nothing but the time, and a mail that could be read only
    later does not turn it back. Returns the status that ended, or ""."""
    latest = max(conversation.last_activity_at, inbound.at)
    fields: dict[str, Any] = {"last_activity_at": latest, "preview": preview_of(message.text)}
    was = ""
    if not inbound.is_automatic and conversation.status != SPAM:
        fields["waiting_since"] = conversation.waiting_since or inbound.at
        if conversation.status in REOPENED_BY_A_CUSTOMER:
            was = conversation.status
            fields |= {"status": OPEN, "snoozed_until": None, "resolved_at": None}
    if conversation.status == SPAM:
        fields |= {"status": SPAM, "waiting_since": None, "snoozed_until": None}
    if conversation._state.adding:
        for name, value in fields.items():
            setattr(conversation, name, value)
    else:
        conversation.change(**fields)
    return was


def _write(received: list[_Received], *, threads: Threads) -> None:
    """In this order: what is pointed to comes first."""
    insert_all([one.conversation for one in received if one.is_first])
    insert_all(threads.new_participants)
    insert_all([one.message for one in received])
    # In one order, so that two workers who write the same ids never wait for each other.
    references = sorted(threads.new_references, key=lambda one: (one.digest, one.inbox_id))
    insert_unless_there(references)
    link_copies([one.message for one in received], threads=threads)
    for one in received:
        if one.inbound.files:
            filing.attach(one.message, files=one.inbound.files)
    index_all((one.message.pk, one.terms) for one in received)


def _write_marks(received: list[_Received], *, spam: Filter) -> None:
    """Once for each conversation: what follows in one is not judged again."""
    for one in received:
        if one.spam:
            keep_mark(one.conversation, verdict=one.spam, newest=one.message.pk)
    spam.count(at=clock.now())


def _facts(received: _Received) -> Iterator[Fact]:
    conversation, actor = received.conversation, received.contact.as_actor
    if received.is_first:
        begun = {"channel": received.inbound.channel}
        yield Fact("conversation.created", actor, conversation.pk, conversation.inbox_id, data=begun)
    if received.was:
        yield Fact("conversation.reopened", actor, conversation.pk, conversation.inbox_id, data={"was": received.was})
    data: dict[str, Any] = {"is_automatic": received.inbound.is_automatic}
    if received.inbound.channel == CHAT:  # it rings at the desk: `chatting/ringing.py`
        data["channel"] = CHAT
    if received.via:
        data["via"] = received.via
    yield Fact(
        "message.received", actor, conversation.pk, conversation.inbox_id, message_id=received.message.pk, data=data
    )
    if received.spam:
        data = {"was": received.before, "why": received.spam.why}
        yield Fact("conversation.marked_spam", SYSTEM, conversation.pk, conversation.inbox_id, data=data)
