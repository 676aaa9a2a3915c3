"""A customer's message arrives: once, in the right conversation, with all that follows from it."""

from django.db import transaction

from keepword.conversations import filing, threading
from keepword.conversations.inbound import Inbound
from keepword.conversations.models import Conversation, Inbox, Message, Participant
from keepword.conversations.models.conversation import OPEN, RESOLVED, SNOOZED, SPAM, WAITING
from keepword.conversations.models.message import INBOUND
from keepword.conversations.previewing import preview_of
from keepword.conversations.searching import index
from keepword.events import log
from keepword.events.actor import SYSTEM
from keepword.kit import tokens
from keepword.people.identifying import fold, identify
from keepword.people.models import Contact

REOPENED_BY_A_CUSTOMER = (WAITING, SNOOZED, RESOLVED)


@transaction.atomic
def receive(inbound: Inbound, *, inbox: Inbox) -> Message | None:
    """Store a message in its conversation, or in a new one. None when this inbox had it already: any message may
    come twice."""
    if Message.objects.filter(inbox=inbox, external_id=inbound.external_id).exists():
        return None
    sender = identify(address=inbound.address, name=inbound.name, language=inbound.language)
    found = threading.find(inbox, thread=inbound.thread, address=inbound.address)
    conversation = found or _open(inbox, inbound=inbound, contact=sender)
    is_new_here = _take_part(conversation, inbound=inbound, contact=sender, is_first=found is None)
    message = _store(conversation, inbound=inbound, contact=sender, is_new_here=is_new_here)
    threading.remember(conversation, ids=[inbound.message_id, *inbound.thread.message_ids])
    _arrive(conversation, inbound=inbound, message=message)
    log.record(
        "message.received",
        actor=sender.as_actor,
        conversation_id=conversation.pk,
        inbox_id=inbox.pk,
        message_id=message.pk,
        is_automatic=inbound.is_automatic,
    )
    return message


def _open(inbox: Inbox, *, inbound: Inbound, contact: Contact) -> Conversation:
    conversation = Conversation.objects.create(
        inbox=inbox,
        contact=contact,
        reference=tokens.reference(),
        token=tokens.unguessable(),
        channel=inbound.channel,
        subject=inbound.subject[:300],
        language=inbound.language or contact.language,
        status=OPEN,
        created_at=inbound.at,
        last_activity_at=inbound.at,
    )
    log.record(
        "conversation.created",
        actor=contact.as_actor,
        conversation_id=conversation.pk,
        inbox_id=inbox.pk,
        channel=inbound.channel,
    )
    return conversation


def _take_part(conversation: Conversation, *, inbound: Inbound, contact: Contact, is_first: bool) -> bool:
    """Make the sender a participant. Returns whether somebody new joined a conversation that others began: that is
    shown as a warning, and what is forged adds nobody."""
    address = fold(inbound.address)
    known = Participant.objects.filter(conversation=conversation, address=address).exists() if not is_first else False
    if known:
        return False
    is_proved = inbound.is_authenticated is not False
    if is_first or is_proved:
        Participant.objects.create(
            conversation=conversation, contact=contact, address=address, is_trusted=is_first, added_at=inbound.at
        )
    return not is_first


def _store(conversation: Conversation, *, inbound: Inbound, contact: Contact, is_new_here: bool) -> Message:
    warnings = [*inbound.warnings, *(["new-participant"] if is_new_here else [])]
    message = Message.objects.create(
        conversation=conversation,
        inbox_id=conversation.inbox_id,
        kind=INBOUND,
        at=inbound.at,
        contact=contact,
        sender_name=inbound.name[:200],
        sender_address=fold(inbound.address),
        recipients={"to": list(inbound.to)[:50], "cc": list(inbound.cc)[:50]},
        external_id=inbound.external_id,
        message_id=inbound.message_id[:998],
        is_automatic=inbound.is_automatic,
        has_html=bool(inbound.html),
        warnings=warnings,
        text=inbound.text.replace("\x00", ""),
        quoted=inbound.quoted.replace("\x00", ""),
        html=inbound.html.replace("\x00", ""),
    )
    if inbound.files:
        filing.attach(message, files=inbound.files)
    index(message, subject=conversation.subject, names=[file.name for file in inbound.files])
    return message


def _arrive(conversation: Conversation, *, inbound: Inbound, message: Message) -> None:
    """What the list shows of it. A robot's answer moves nothing but the time."""
    fields = {"last_activity_at": inbound.at, "preview": preview_of(message.text)}
    if inbound.is_automatic or conversation.status == SPAM:
        conversation.change(**fields)
        return
    if conversation.waiting_since is None:
        fields["waiting_since"] = inbound.at
    if conversation.status in REOPENED_BY_A_CUSTOMER:
        was = conversation.status
        fields |= {"status": OPEN, "snoozed_until": None, "resolved_at": None}
        log.record(
            "conversation.reopened",
            actor=message.contact.as_actor if message.contact else SYSTEM,
            conversation_id=conversation.pk,
            inbox_id=conversation.inbox_id,
            was=was,
        )
    conversation.change(**fields)
