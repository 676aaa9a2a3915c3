"""An agent answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, QuerySet

from keepword.conversations import filing, threading
from keepword.conversations.addressing import checked, let_take_part
from keepword.conversations.beginning import BEGINS, says_nothing_yet, words_to_find
from keepword.conversations.binning import restore
from keepword.conversations.changing import lock
from keepword.conversations.filing import KeptFile
from keepword.conversations.inbound import File
from keepword.conversations.macros.marks import demand_filled
from keepword.conversations.models import Conversation, Message, Participant
from keepword.conversations.models.conversation import BINNED, OPEN, SNOOZED, WAITING
from keepword.conversations.models.message import INBOUND, QUEUED, REPLY
from keepword.conversations.previewing import preview_of
from keepword.conversations.repeating import key_of, said_before
from keepword.conversations.searching import index
from keepword.conversations.seeing import demand_seen
from keepword.events import log
from keepword.events.models import Event
from keepword.kit import clock, tokens
from keepword.kit.inserting import insert
from keepword.kit.prepared import Prepared
from keepword.people.models import Agent

PURPOSE = "conversation"


class NothingToSay(ValueError):
    """A reply or note without words and without files."""


class NobodyToAnswer(ValueError):
    """No address that an answer may go to."""


@dataclass(frozen=True, slots=True)
class Copies:
    """Who else gets it: `cc` are seen by all, `bcc` by nobody. As they were typed."""

    cc: Sequence[str] = ()
    bcc: Sequence[str] = ()


NO_COPIES = Copies()


@transaction.atomic
def reply(
    conversation: Conversation,
    *,
    text: str,
    by: Agent,
    files: Sequence[File] = (),
    kept: Sequence[KeptFile] = (),
    form: str = "",
    html: str = "",
    copies: Copies = NO_COPIES,
    key: str | None = None,
    seen: int | None = None,
    cause: Event | None = None,
) -> Message:
    """Queue an answer to the customer. It is on its way once this commits: `message.queued` delivers it.

    The Message-ID is fixed here, never when it is sent, so that a mail repeated after a crash is known as the same.
    An answer to an open conversation makes it wait for the customer; one to what is in the bin restores it. `form` is
    the mark of the form that it was written in: the same words from the same form are one answer; `key` where that was
    made before, by `repeating.key_of`. `html` is the text with its form, made safe, "" where it has none. `kept` are
    files that lie there already. `seen` as in `seeing.demand_seen`.

    Raises NothingToSay, Unfilled, NobodyToAnswer, BadAddress, TooMany or NotSeen.
    """
    if not text.strip() and not files and not kept:
        raise NothingToSay
    if not html:  # who gives form to words has asked before
        demand_filled(text)
    lock(conversation)
    key = key or key_of(form, text=text)
    earlier = said_before(conversation, key=key)
    if earlier:
        return earlier
    demand_seen(conversation, seen=seen)
    if conversation.status == BINNED:
        restore(conversation, by=by)
    along = [*kept, *map(filing.as_kept, files)]
    writer = LAST_WRITER(conversation=conversation.pk)
    to = _recipients(conversation, answered=answered_first(conversation, writer=writer), copies=copies, by=by)
    begins = not writer and says_nothing_yet(conversation)
    message = _queued(conversation, text=text, html=html, to=to, by=by, key=key)
    return _say(conversation, message=message, by=by, files=along, begins=begins, cause=cause)


def _recipients(conversation: Conversation, *, answered: list[str], copies: Copies, by: Agent) -> dict[str, list[str]]:
    """By way. Nobody gets it twice, and none of our own addresses does."""
    to = answered
    if not to:
        raise NobodyToAnswer
    ours = conversation.inbox.address
    cc = checked(copies.cc, but=[ours, *to]) if copies.cc else []
    bcc = checked(copies.bcc, but=[ours, *to, *cc]) if copies.bcc else []
    if cc:
        let_take_part(conversation, addresses=cc, by=by)
    return {"to": to} | {way: them for way, them in (("cc", cc), ("bcc", bcc)) if them}


def _say(
    conversation: Conversation,
    *,
    message: Message,
    by: Agent,
    files: Sequence[KeptFile],
    begins: bool,
    cause: Event | None,
) -> Message:
    """`begins`: these are the first words, and found by the subject."""
    filing.attach(message, files=(), kept=files)
    found_by = words_to_find(message, subject=conversation.customers_subject) if begins else ""
    index(message, subject=found_by, names=[file.name for file in files])
    threading.remember(conversation, ids=[message.message_id])
    _answered(conversation, message=message)
    log.record(
        "message.queued",
        actor=by.as_actor,
        conversation_id=conversation.pk,
        inbox_id=conversation.inbox_id,
        message_id=message.pk,
        cause=cause,
        **({BEGINS: True} if begins else {}),
    )
    return message


def _queued(
    conversation: Conversation, *, text: str, html: str, to: dict[str, list[str]], by: Agent, key: str | None
) -> Message:
    return insert(
        Message(
            conversation=conversation,
            inbox_id=conversation.inbox_id,
            kind=REPLY,
            external_id=key,
            at=clock.now(),
            agent=by,
            sender_name=by.shown_name,
            recipients=to,
            message_id=own_message_id(conversation),
            delivery_state=QUEUED,
            text=text.replace("\x00", "").strip(),
            html=html,
            has_html=bool(html),
        )
    )


def _answered(conversation: Conversation, *, message: Message) -> None:
    status = WAITING if conversation.status in (OPEN, SNOOZED) else conversation.status
    conversation.change(
        last_activity_at=message.at,
        preview=preview_of(message.text),
        waiting_since=None,
        status=status,
        snoozed_until=None,
    )


def answer_addresses(conversation: Conversation) -> list[str]:
    """Who is answered: whoever takes part and wrote last; never an address that nobody vouched for, nor one that wrote
    in for somebody else (`whose/`)."""
    return answered_first(conversation, writer=LAST_WRITER(conversation=conversation.pk))


def answered_first(conversation: Conversation, *, writer: Sequence[tuple[str]]) -> list[str]:
    """The same for whoever knows the rows of `LAST_WRITER`."""
    return [address for (address,) in writer or FIRST_TRUSTED(conversation=conversation.pk)]


def last_writer(conversation: int | OuterRef) -> QuerySet[Message, Any]:
    trusted = _to_be_answered(OuterRef("conversation_id")).values("address")
    wrote = Message.objects.filter(
        conversation_id=conversation, kind=INBOUND, is_automatic=False, sender_address__in=trusted
    )
    return wrote.order_by("-at", "-id").values_list("sender_address")[:1]


def first_trusted(conversation: int | OuterRef) -> QuerySet[Participant, Any]:
    return _to_be_answered(conversation).order_by("id").values_list("address")[:1]


def _to_be_answered(conversation: int | OuterRef) -> QuerySet[Participant]:
    return Participant.objects.filter(conversation_id=conversation, is_trusted=True, is_bystander=False)


LAST_WRITER, FIRST_TRUSTED = Prepared(last_writer), Prepared(first_trusted)


def own_message_id(conversation: Conversation) -> str:
    """ "kw.CONVERSATION.RANDOM.SIGNATURE@domain of the inbox", without angle brackets."""
    named = f"{conversation.pk}.{tokens.unguessable()}"
    signed = tokens.signature(settings.SECRET_KEY, purpose=PURPOSE, text=named)
    return f"kw.{named}.{signed}@{conversation.inbox.address.rpartition('@')[2]}"


def conversation_of(message_ids: Iterable[str]) -> int | None:
    """The conversation that the nearest of these ids proves by our own signature, None when none does."""
    for message_id in message_ids:
        prefix, _, rest = message_id.partition("@")[0].partition(".")
        named, _, signed = rest.rpartition(".")
        number = named.partition(".")[0]
        if (
            prefix.lower() == "kw"
            and number.isascii()
            and number.isdigit()
            and len(number) < 19
            and tokens.is_signed(settings.SECRET_KEY, purpose=PURPOSE, text=named.lower(), by=signed)
        ):
            return int(number)
    return None
