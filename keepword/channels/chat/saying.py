"""A visitor says something: stored once, in the order in which it was said, however often and in whatever order the
requests come."""

import re
from dataclasses import dataclass

from django.db import transaction

from keepword.channels.chat.models import Visit
from keepword.channels.chat.tickets import NoTicket, Ticket
from keepword.channels.chat.visiting import address_for
from keepword.channels.form.submitting import is_known, may_be_answered, subject_of
from keepword.conversations.changing import lock
from keepword.conversations.inbound import UNPROVED, File, Inbound, Thread
from keepword.conversations.models import Conversation, Inbox, Message
from keepword.conversations.receiving import receive
from keepword.kit import clock
from keepword.people.identifying import fold

CHANNEL = "chat"
LONGEST = 10_000  # letters of one message
_NUMBER = re.compile(r"[0-9A-Za-z-]{8,64}")


class OutOfOrder(Exception):
    """What was said before it has not come yet: the page sends that first, and this again."""


class NotSaid(ValueError):
    """No words and no files, or a number that no page of ours makes."""


@dataclass(frozen=True, slots=True)
class Words:
    """`number` is made by the page, different for each message of it; `after` is that of the message said before,
    "" for the first. `name` and `email` as they were told with the first words, "" for nobody's. `page` is where they
    are, `language` BCP 47, `time_zone` an IANA name or ""."""

    number: str
    after: str
    text: str
    files: tuple[File, ...] = ()
    name: str = ""
    email: str = ""
    page: str = ""
    language: str = ""
    time_zone: str = ""


@transaction.atomic
def say(words: Words, *, ticket: Ticket, inbox: Inbox) -> Message:
    """The message, or the one that it was when it came before. Raises NotSaid, OutOfOrder, and NoTicket when the chat
    was ended."""
    if not _NUMBER.fullmatch(words.number) or not (words.text.strip() or words.files):
        raise NotSaid
    visit = _held(words, ticket=ticket, inbox=inbox)
    known = said(visit, number=words.number)
    if known:
        return known
    if words.after and said(visit, number=words.after) is None:
        raise OutOfOrder
    visit.change(seen_at=clock.now())
    return _receive(visit, words=words, inbox=inbox)


def said(visit: Visit, *, number: str) -> Message | None:
    if visit.conversation_id is None:
        return None
    # By the inboxes of the brand, for the index: what was merged may stand in another one than it came to.
    rows = Message.objects.select_related("conversation").filter(inbox__brand=visit.brand_id)
    return rows.filter(external_id=external_id(visit, number=number)).first()


def external_id(visit: Visit, *, number: str) -> str:
    return f"{CHANNEL}:{visit.number}:{number}"


def is_of_visit(message: Message, *, visit: Visit) -> bool:
    return (message.external_id or "").startswith(f"{CHANNEL}:{visit.number}:")


def _held(words: Words, *, ticket: Ticket, inbox: Inbox) -> Visit:
    """The visit of this ticket, kept by the first words, and held until the transaction ends: two requests of one page
    at one moment act in turn."""
    now, email = clock.now(), fold(words.email)
    known = {
        "brand": inbox.brand,
        "address": address_for(ticket.number),
        "email": email,
        "is_doubtful": bool(email) and is_known(email),
        "name": " ".join(words.name.split())[:200],
        "page": words.page[:500],
        "language": words.language,
        "time_zone": words.time_zone,
        "began_at": now,
        "seen_at": now,
    }
    made, _is_new = Visit.objects.get_or_create(number=ticket.number, defaults=known)
    visit = Visit.objects.select_for_update().get(pk=made.pk)
    if visit.ended_at is not None:
        raise NoTicket
    return visit


def _receive(visit: Visit, *, words: Words, inbox: Inbox) -> Message:
    """Its conversation is held before the message has a number, as whoever answers in it does: the numbers of one
    conversation come in the order in which they can be seen, so a page may ask for "all after this one"."""
    thread = Thread()
    if visit.conversation_id is not None:
        conversation = Conversation.objects.select_related("inbox").get(pk=visit.conversation_id)  # house: theirs
        lock(Conversation(pk=conversation.merged_into_id or conversation.pk))
        thread, inbox = Thread(conversation_id=conversation.pk), conversation.inbox
    message = receive(_inbound(visit, words=words, thread=thread), inbox=inbox)
    if message is None:  # a constraint of the database would have said so as well
        raise NotSaid
    if visit.conversation_id is None:
        visit.change(conversation_id=message.conversation_id)
    return message


def _inbound(visit: Visit, *, words: Words, thread: Thread) -> Inbound:
    text = words.text.replace("\r\n", "\n")[:LONGEST]
    return Inbound(
        channel=CHANNEL,
        external_id=external_id(visit, number=words.number),
        address=visit.writes_as,
        name=visit.shown_name,
        subject=subject_of(text) or (words.files[0].name if words.files else ""),
        text=text,
        at=clock.now(),
        thread=thread,
        language=words.language or visit.language,
        time_zone=words.time_zone or visit.time_zone,
        files=words.files,
        warnings=(UNPROVED,) if visit.is_doubtful else (),
        may_be_answered=bool(visit.email) and may_be_answered(visit.email),
    )
