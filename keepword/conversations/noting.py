"""A word among agents, that no customer ever sees."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from keepword.conversations import filing
from keepword.conversations.changing import lock
from keepword.conversations.filing import KeptFile
from keepword.conversations.inbound import File
from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.message import NOTE
from keepword.conversations.repeating import key_of, said_before
from keepword.conversations.replying import NothingToSay
from keepword.conversations.searching import index
from keepword.conversations.teamwork.mentioning import mention, who_is_called
from keepword.events import log
from keepword.events.actor import Actor
from keepword.events.models import Event
from keepword.kit import clock
from keepword.kit.cards import redact
from keepword.people.models import Agent


@transaction.atomic
def note(
    conversation: Conversation,
    *,
    text: str,
    by: Agent,
    files: Sequence[File] = (),
    kept: Sequence[KeptFile] = (),
    form: str = "",
) -> Message:
    """`kept` and `form` as in `replying.reply`. A card number does not stay, see `redacting`. Whom "@name" in it calls
    is told, see `teamwork/mentioning.py`. Raises NothingToSay and NotForThem."""
    if not text.strip() and not files and not kept:
        raise NothingToSay
    lock(conversation)
    key = key_of(form, text=text)
    earlier = said_before(conversation, key=key)
    if earlier:
        return earlier
    called = who_is_called(conversation, text=text)
    message = _written(conversation, text=text, key=key, agent=by, sender_name=by.name)
    along = [*kept, *map(filing.as_kept, files)]
    filing.attach(message, files=(), kept=along)
    index(message, subject="", names=[file.name for file in along])
    added = _added(message, conversation=conversation, by=by.as_actor)
    mention(message, called=called, conversation=conversation, by=by.as_actor)
    return added


@transaction.atomic
def leave_note(
    conversation: Conversation, *, text: str, sender_name: str, once: str, by: Actor, cause: Event | None = None
) -> Message | None:
    """A note that no agent writes: one for each `once` (at most 100 characters) in an inbox, None when it is there.
    Raises NothingToSay."""
    if not text.strip():
        raise NothingToSay
    lock(conversation)
    key = f"note:{once}"
    if Message.objects.filter(inbox_id=conversation.inbox_id, external_id=key).exists():  # house: not shown
        return None
    message = _written(conversation, text=text, key=key, sender_name=sender_name[:200], is_automatic=True)
    index(message, subject="", names=[])
    return _added(message, conversation=conversation, by=by, cause=cause)


def _written(conversation: Conversation, *, text: str, key: str | None, **who: Any) -> Message:
    return Message.objects.create(
        conversation=conversation,
        inbox_id=conversation.inbox_id,
        kind=NOTE,
        external_id=key,
        at=clock.now(),
        text=redact(text.replace("\x00", "").strip()).text,
        **who,
    )


def _added(message: Message, *, conversation: Conversation, by: Actor, cause: Event | None = None) -> Message:
    conversation.change(last_activity_at=message.at)
    log.record(
        "note.added",
        actor=by,
        conversation_id=conversation.pk,
        inbox_id=conversation.inbox_id,
        message_id=message.pk,
        cause=cause,
    )
    return message
