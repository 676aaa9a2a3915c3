"""What became of a reply on its way: the channels report it here."""

from datetime import datetime
from typing import Any

from django.db import transaction

from keepword.conversations.asides.closing import to_be_seen_to
from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.conversation import OPEN, SNOOZED, SPAM, WAITING
from keepword.conversations.models.message import FAILED, HELD, QUEUED, SENT
from keepword.conversations.waiting import unanswered_since
from keepword.events import log
from keepword.events.models import Event
from keepword.kit import clock
from keepword.kit.updating import update


@transaction.atomic(savepoint=False)  # a delivery is one transaction: whatever fails in it undoes all of it
def mark_sent(message: Message, *, detail: str = "", at: datetime | None = None) -> None:
    """Handed to the relay `at` (now). A bounce may be quicker than we are: what it said is not taken back."""
    if _move(message, to=SENT, detail=detail, only_from=(QUEUED, HELD), left_at=at or clock.now()):
        _tell("sent", message=message)


@transaction.atomic
def mark_held(message: Message) -> None:
    """Kept in the local outbox, because no relay is set."""
    if _move(message, to=HELD, detail="", only_from=(QUEUED,)):
        _tell("held", message=message)


@transaction.atomic
def mark_failed(message: Message, *, reason: str, detail: str) -> None:
    """It will not arrive. `reason` is a short code, `detail` what the other side said. The conversation opens again
    and the customer waits again, because somebody has to do something; not so for what we sent by ourselves."""
    if _move(message, to=FAILED, reason=reason, detail=detail, only_from=(QUEUED, SENT, HELD)):
        conversation = Conversation.objects.get(pk=message.conversation_id)
        if message.aside_id is not None:
            to_be_seen_to(message)
        elif conversation.status != SPAM and not message.is_automatic:
            waits = unanswered_since(conversation)
            conversation.change(status=OPEN, snoozed_until=None, resolved_at=None, waiting_since=waits)
        _tell("failed", message=message, reason=reason)


@transaction.atomic
def note_delay(message: Message, *, detail: str) -> None:
    """Not yet delivered; it is tried again. The screen says so, nothing else changes. However often it is tried, the
    fact is recorded once."""
    Message.everywhere.filter(pk=message.pk, delivery_state=QUEUED).update(delivery_detail=detail[:2000])
    if not Event.objects.filter(
        name=_named("delayed", message=message), conversation_id=message.conversation_id, message_id=message.pk
    ).exists():
        _tell("delayed", message=message)


@transaction.atomic
def note_arrival(message: Message) -> None:
    """The server of whom we wrote to has taken it. It may say so before we wrote down that it was sent. What has
    failed stays so: a bounce says more than a server that takes everything."""
    ours = Message.everywhere.filter(pk=message.pk, arrived_at=None).exclude(delivery_state=FAILED)
    if ours.update(arrived_at=clock.now()):
        Conversation(pk=message.conversation_id).change()
        _tell("delivered", message=message)


@transaction.atomic
def send_again(message: Message) -> None:
    """An agent says: try once more. The same mail, with the same Message-ID. It had reached nobody, so it is an answer
    from now on, to what came before its words were written: an open conversation waits for the customer again, unless
    they wrote in between."""
    if _move(message, to=QUEUED, detail="", only_from=(FAILED, HELD)):
        message.sent_again_at = clock.now()
        Message.everywhere.filter(pk=message.pk).update(arrived_at=None, sent_again_at=message.sent_again_at)
        conversation = Conversation.objects.get(pk=message.conversation_id)
        if message.aside_id is None and conversation.status in (OPEN, SNOOZED) and not message.is_automatic:
            _answered_again(conversation)
        still_waits = conversation.waiting_since is not None
        _tell("queued", message=message, again=True, still_waits=still_waits)


def _answered_again(conversation: Conversation) -> None:
    waits = unanswered_since(conversation)
    if waits is None:
        conversation.change(status=WAITING, snoozed_until=None, waiting_since=None)
    else:
        conversation.change(waiting_since=waits)


def _move(
    message: Message,
    *,
    to: str,
    detail: str,
    only_from: tuple[str, ...],
    reason: str = "",
    left_at: datetime | None = None,
) -> bool:
    """Whether the state was one that may become `to`. Reports come twice and late: only the first counts."""
    moved = update(
        Message,
        pk=message.pk,
        only_if=("delivery_state", only_from),
        delivery_state=to,
        delivery_reason=reason,
        delivery_detail=detail[:2000],
        delivered_at=left_at,
    )
    message.delivery_state = to if moved else message.delivery_state
    if moved:
        Conversation(pk=message.conversation_id).change()
    return moved


def _tell(what: str, *, message: Message, **data: Any) -> None:
    name = _named(what, message=message)
    log.record(name, conversation_id=message.conversation_id, inbox_id=message.inbox_id, message_id=message.pk, **data)


def _named(what: str, *, message: Message) -> str:
    """What becomes of a letter to outside is no fact about an answer to the customer."""
    return f"{'message' if message.aside_id is None else 'aside'}.{what}"
