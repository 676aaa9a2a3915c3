"""A call is written down: which way, how long, and what was said."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from keepword.conversations.beginning import BEGINS
from keepword.conversations.changing import lock
from keepword.conversations.models import Call, Conversation, Message
from keepword.conversations.models.call import UNANSWERED
from keepword.conversations.models.message import NOTE
from keepword.conversations.previewing import preview_of
from keepword.conversations.repeating import key_of, said_before
from keepword.conversations.replying import NothingToSay
from keepword.conversations.searching import index
from keepword.conversations.teamwork.mentioning import mention, who_is_called
from keepword.events import log
from keepword.kit import clock
from keepword.kit.cards import redact
from keepword.kit.storable import storable
from keepword.people.models import Agent

LONGEST_CALL = timedelta(hours=12)
LONGEST_AGO = timedelta(days=366)


class NotThen(ValueError):
    """It began at a time that is still to come, or longer ago than `LONGEST_AGO`."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """`way` as of `Call`, `began_at` aware, `length` None where nobody looked. `number` as it was dialled or shown,
    "" where nobody knows. `words` may be empty where nobody answered."""

    way: str
    began_at: datetime
    words: str = ""
    length: timedelta | None = None
    number: str = ""


@transaction.atomic
def keep_call(conversation: Conversation, spoken: Spoken, *, by: Agent, form: str = "") -> Message:
    """The message that keeps it, at the time of the call. The wait of a customer stays as it is: whether the call
    answered them is said by `settling` or by the status. `form` is the mark of the form: sent twice, it is one call.
    "@name" in the words calls a colleague, as in a note. Raises NothingToSay, NotThen or NotForThem."""
    words = storable(spoken.words).strip()
    if not words and spoken.way != UNANSWERED:
        raise NothingToSay
    if not clock.now() - LONGEST_AGO <= spoken.began_at <= clock.now():
        raise NotThen
    lock(conversation)
    earlier = kept_before(conversation, way=spoken.way, words=words, form=form)
    if earlier:
        return earlier
    called = who_is_called(conversation, text=words)
    message = _written(conversation, spoken, words=words, by=by, key=_key(spoken.way, words, form=form))
    begins = not conversation.preview
    _show(conversation, message=message, begins=begins)
    log.record(
        "note.added",
        actor=by.as_actor,
        conversation_id=conversation.pk,
        inbox_id=conversation.inbox_id,
        message_id=message.pk,
        cause=None,
        call=spoken.way,
        **({BEGINS: True} if begins else {}),
    )
    mention(message, called=called, conversation=conversation, by=by.as_actor)
    return message


def kept_before(conversation: Conversation, *, way: str, words: str, form: str) -> Message | None:
    """The call that this very form kept here, however long ago. `words` as they were typed."""
    return said_before(conversation, key=_key(way, storable(words).strip(), form=form))


def _key(way: str, words: str, *, form: str) -> str | None:
    return key_of(form, text=f"{way}\n{words}")


def _written(conversation: Conversation, spoken: Spoken, *, words: str, by: Agent, key: str | None) -> Message:
    message = Message.objects.create(
        conversation=conversation,
        inbox_id=conversation.inbox_id,
        kind=NOTE,
        external_id=key,
        at=spoken.began_at,
        agent=by,
        sender_name=by.name,
        recipients={"call": [storable(spoken.number).strip()[:40]] if spoken.number.strip() else []},
        text=redact(words).text,
    )
    answered = spoken.way != UNANSWERED and spoken.length is not None
    seconds = int(min(spoken.length, LONGEST_CALL).total_seconds()) if answered and spoken.length else None
    Call.objects.create(message=message, way=spoken.way, seconds=seconds)
    return message


def _show(conversation: Conversation, *, message: Message, begins: bool) -> None:
    """A conversation that began with it is found by its subject, and shows its words in the list."""
    index(message, subject=conversation.customers_subject if begins else "", names=[])
    latest = max(conversation.last_activity_at, message.at)
    shown = {"preview": preview_of(message.text)} if begins else {}
    conversation.change(last_activity_at=latest, **shown)
