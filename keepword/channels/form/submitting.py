"""What somebody wrote into a form becomes a message: once, however often they press the button."""

import hashlib
from dataclasses import dataclass

from django.db import IntegrityError

from keepword.channels.email.automatic import is_answerable
from keepword.channels.email.storing import inbox_of
from keepword.channels.form.linking import Link
from keepword.conversations.inbound import UNPROVED, File, Inbound, Thread
from keepword.conversations.models import Conversation, Inbox, Message, Participant
from keepword.conversations.models.message import INBOUND
from keepword.conversations.previewing import preview_of
from keepword.conversations.receiving import receive
from keepword.kit import clock
from keepword.people.identifying import fold
from keepword.people.models import Identity

CHANNEL = "form"
SUBJECT_LENGTH = 70


@dataclass(frozen=True, slots=True)
class Written:
    """A form as it was sent. `number` is that of its stamp; `language` is BCP 47; `subject` may be empty;
    `time_zone` is the browser's (IANA), "" when its script could not tell."""

    number: str
    address: str
    name: str
    subject: str
    text: str
    language: str
    files: tuple[File, ...] = ()
    time_zone: str = ""


def submit(written: Written, *, inbox: Inbox) -> Message:
    """The message in a new conversation, or the one that the same form made before."""
    subject = written.subject or subject_of(written.text)
    warnings = (UNPROVED,) if is_known(written.address) else ()
    return _receive_once(_inbound(written, subject=subject, warnings=warnings), inbox=inbox)


def answer(written: Written, *, conversation: Conversation, link: Link) -> Message:
    """The message in the conversation whose link its writer holds, or the one that the same form made before."""
    warnings = () if link.is_proved or not _is_doubtful(conversation) else (UNPROVED,)
    thread = Thread(conversation_id=conversation.pk)
    inbound = _inbound(written, subject=conversation.customers_subject, warnings=warnings, thread=thread)
    return _receive_once(inbound, inbox=conversation.inbox)


def sent_before(written: Written, *, inbox: Inbox) -> Message | None:
    """The message that the same form, with the same words, made before."""
    return _known(external_id(written), inbox=inbox)


def owner_address(conversation: Conversation) -> str:
    """The address that a conversation belongs to: whoever began it, or whose it was said to be."""
    theirs = Participant.objects.filter(conversation=conversation, is_trusted=True, is_bystander=False)
    first = theirs.order_by("id").first()
    return first.address if first else ""


def external_id(written: Written) -> str:
    """The same for one form sent twice; different when the writer went back and changed a word."""
    digest = hashlib.sha256(
        "\x00".join([written.number, fold(written.address), written.subject, written.text]).encode("utf-8", "replace")
    )
    for file in written.files:
        digest.update(hashlib.sha256(file.content).digest())
    return f"{CHANNEL}:{digest.hexdigest()}"


def is_of_form(message: Message) -> bool:
    """Whether this message came by a form, and not by mail."""
    return (message.external_id or "").startswith(f"{CHANNEL}:")


def subject_of(text: str) -> str:
    """The first words of a message, for a list where something must stand."""
    return preview_of(text)[:SUBJECT_LENGTH].strip()


def is_known(address: str) -> bool:
    """Whether we knew this address before: then a form that only claims it could ask for what is another's."""
    return Identity.objects.filter(kind="email", value=fold(address)).exists()


def _is_doubtful(conversation: Conversation) -> bool:
    """Whether the owner of the address may be somebody else than the writer of the form."""
    inbound = Message.objects.filter(conversation=conversation, kind=INBOUND).order_by("id")[:50]
    return any(UNPROVED in message.warnings or not is_of_form(message) for message in inbound)


def _inbound(
    written: Written, *, subject: str, warnings: tuple[str, ...] = (), thread: Thread | None = None
) -> Inbound:
    return Inbound(
        channel=CHANNEL,
        external_id=external_id(written),
        address=written.address,
        name=written.name,
        subject=subject,
        text=written.text,
        at=clock.now(),
        thread=thread or Thread(),
        language=written.language,
        time_zone=written.time_zone,
        files=written.files,
        warnings=warnings,
        may_be_answered=may_be_answered(written.address),
    )


def may_be_answered(address: str) -> bool:
    """Whether a robot of ours may write to the address that was typed: not to another robot, nor to ourselves."""
    return inbox_of(address) is None and is_answerable(address, our_addresses=())


def _receive_once(inbound: Inbound, *, inbox: Inbox) -> Message:
    """Two presses at one moment meet in the unique constraint; the second finds what the first made."""
    try:
        message = receive(inbound, inbox=inbox)
    except IntegrityError:
        message = None
        if _known(inbound.external_id, inbox=inbox) is None:
            raise
    return message or Message.objects.select_related("conversation").get(inbox=inbox, external_id=inbound.external_id)


def _known(external: str, *, inbox: Inbox) -> Message | None:
    return Message.objects.select_related("conversation").filter(inbox=inbox, external_id=external).first()
