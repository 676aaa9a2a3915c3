"""A word among agents, that no customer ever sees."""

from collections.abc import Sequence

from django.db import transaction

from keepword.conversations import filing
from keepword.conversations.changing import lock
from keepword.conversations.inbound import File
from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.message import NOTE
from keepword.conversations.repeating import key_of, said_before
from keepword.conversations.replying import NothingToSay
from keepword.conversations.searching import index
from keepword.events import log
from keepword.kit import clock
from keepword.kit.cards import redact
from keepword.people.models import Agent


@transaction.atomic
def note(conversation: Conversation, *, text: str, by: Agent, files: Sequence[File] = (), form: str = "") -> Message:
    """`form` as in `replying.reply`. A card number does not stay, see `redacting`. Raises NothingToSay."""
    if not text.strip() and not files:
        raise NothingToSay
    lock(conversation)
    key = key_of(form, text=text)
    earlier = said_before(conversation, key=key)
    if earlier:
        return earlier
    message = Message.objects.create(
        conversation=conversation,
        inbox_id=conversation.inbox_id,
        kind=NOTE,
        external_id=key,
        at=clock.now(),
        agent=by,
        sender_name=by.name,
        text=redact(text.replace("\x00", "").strip()).text,
    )
    filing.attach(message, files=files)
    index(message, subject="", names=[file.name for file in files])
    conversation.change(last_activity_at=message.at)
    log.record(
        "note.added",
        actor=by.as_actor,
        conversation_id=conversation.pk,
        inbox_id=conversation.inbox_id,
        message_id=message.pk,
    )
    return message
