"""Say something to the customer by itself: an acknowledgement, a redirect, a word that a promise moved.

It is never an answer: no clock stops, the conversation stays as it is, and the customer waits as before.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from keepword.conversations.changing import lock
from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.message import QUEUED, REPLY
from keepword.conversations.replying import own_message_id
from keepword.conversations.withholding import Way, ways, withhold
from keepword.events import log
from keepword.events.log import Fact
from keepword.events.models import Event
from keepword.kit import clock
from keepword.kit.inserting import insert_all
from keepword.kit.storable import storable


@dataclass(frozen=True, slots=True)
class Announcement:
    """`sender_name`: who signs, as a reply's. `language`: BCP 47, of the text."""

    way: Way
    text: str
    sender_name: str
    language: str


@transaction.atomic
def announce(
    conversation: Conversation, *, text: str, sender_name: str, kind: str, language: str, cause: Event | None = None
) -> Message | None:
    """Queue an automatic message to whoever would be answered, marked as such.

    kind: a word for what it is ("acknowledgement", at most 40 characters). sender_name: who signs, as a reply's.
    language: BCP 47, of the text. For one `cause` one message of a kind is sent, however often this is called; without
    a cause each call counts.

    None, with the reason in the fact `announcement.withheld`, when the newest message of the customer may not be
    answered by a robot, when there is no address, or when as many went out as may.
    """
    lock(conversation)
    [way] = ways([(conversation, cause)], kind=kind)
    if way.is_open:
        return queue_all([Announcement(way, text, sender_name, language)])[0]
    if way.known is None:
        withhold([way])
    return way.known


def queue_all(them: Iterable[Announcement]) -> list[Message]:
    """Write the messages and the facts that send them, in their order. Their ways are open."""
    wanted = list(them)
    messages = insert_all([_message(one) for one in wanted])
    log.record_all(
        Fact(
            "message.queued",
            conversation_id=message.conversation_id,
            inbox_id=message.inbox_id,
            message_id=message.pk,
            cause=one.way.cause,
            data={"automatic": one.way.kind},
        )
        for one, message in zip(wanted, messages, strict=True)
    )
    return messages


def _message(one: Announcement) -> Message:
    conversation = one.way.conversation
    return Message(
        conversation=conversation,
        inbox_id=conversation.inbox_id,
        kind=REPLY,
        external_id=one.way.once,
        at=clock.now(),
        sender_name=storable(one.sender_name)[:200],
        recipients={"to": list(one.way.to)},
        message_id=own_message_id(conversation),
        is_automatic=True,
        automatic_kind=one.way.kind,
        language=one.language,
        delivery_state=QUEUED,
        text=storable(one.text).strip(),
    )
