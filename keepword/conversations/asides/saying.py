"""One of ours says something in a side conversation. No customer is answered by it, and nobody's wait ends."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction

from keepword.conversations import filing
from keepword.conversations.asides.leaving import let_leave
from keepword.conversations.asides.marking import mark
from keepword.conversations.asides.naming import own_message_id
from keepword.conversations.asides.passing_on import NOTHING, PassedOn, joined
from keepword.conversations.asides.people import members
from keepword.conversations.asides.recalling import keep_source
from keepword.conversations.changing import lock
from keepword.conversations.filing import KeptFile
from keepword.conversations.macros.marks import demand_filled
from keepword.conversations.models import Aside, Conversation, Message, MessageReference
from keepword.conversations.models.aside import ANSWERED, ASKED
from keepword.conversations.models.message import INTERNAL, OUTWARD
from keepword.conversations.repeating import key_of
from keepword.conversations.replying import NothingToSay
from keepword.conversations.searching import index
from keepword.conversations.teamwork.mentioning import Called, mention
from keepword.conversations.threading import digest
from keepword.events import log
from keepword.kit import clock
from keepword.kit.cards import redact
from keepword.kit.inserting import insert_unless_there
from keepword.kit.markdown import render
from keepword.kit.storable import storable
from keepword.people.models import Agent

AT_ONCE = timedelta()


@dataclass(frozen=True, slots=True)
class Word:
    """What is said. `text` is Markdown; `key` as of `repeating.key_of`; `pause` how long it can be taken back."""

    text: str
    by: Agent
    key: str | None = None
    kept: Sequence[KeptFile] = field(default=())
    passed_on: PassedOn = NOTHING
    pause: timedelta = AT_ONCE


@transaction.atomic
def say(
    aside: Aside,
    *,
    text: str,
    by: Agent,
    kept: Sequence[KeptFile] = (),
    form: str = "",
    pause: timedelta = AT_ONCE,
) -> Message:
    """To whoever takes part in it. What was done is asked again. Raises NothingToSay, NotForThem or Unfilled."""
    if not text.strip() and not kept:
        raise NothingToSay
    conversation = lock(aside.conversation)
    key = key_of(form, text=f"aside {aside.pk}\n{text}")
    earlier = Message.everywhere.filter(aside=aside, external_id=key).first() if key else None
    if earlier is not None:
        return earlier
    return put(Word(text, by=by, key=key, kept=kept, pause=pause), aside=aside, conversation=conversation)


def put(word: Word, *, aside: Aside, conversation: Conversation) -> Message:
    """Inside a transaction that holds the conversation."""
    message = _among_us(word, aside=aside) if aside.is_internal else _to_outside(word, aside=aside)
    filing.attach(message, files=(), kept=[*word.kept, *word.passed_on.files])
    index(message, subject=aside.subject, names=[file.name for file in (*word.kept, *word.passed_on.files)])
    state = ANSWERED if aside.is_internal and word.by.pk != aside.agent_id else ASKED
    Aside.objects.filter(pk=aside.pk).update(state=state, last_activity_at=message.at)  # house: written, not read
    aside.state, aside.last_activity_at = state, message.at
    mark(conversation)
    conversation.change(last_activity_at=message.at)
    if aside.is_internal:
        _call(message, aside=aside, conversation=conversation, by=word.by)
    else:
        let_leave(message, by=word.by, pause=word.pause)
        keep_source(message, text=word.text, files=list(word.kept), outside=_to_be_told(word, aside=aside))
    return message


def _to_be_told(word: Word, *, aside: Aside) -> dict[str, Any]:
    """What the form said besides the words."""
    told: dict[str, Any] = {"subject": aside.subject, "to": aside.addresses}
    if word.passed_on:
        told |= {"forward": list(word.passed_on.ids), "with_files": word.passed_on.with_files}
    return told


def _among_us(word: Word, *, aside: Aside) -> Message:
    text = redact(storable(word.text).strip()).text
    quoted = redact(word.passed_on.text).text
    return _kept(word, aside=aside, kind=INTERNAL, text=text, quoted=quoted, sender_name=word.by.name)


def _to_outside(word: Word, *, aside: Aside) -> Message:
    """Its Message-ID is fixed here, and leads answers to the side conversation alone."""
    demand_filled(word.text)
    words = render(word.text)
    html = joined(words, passed_on=word.passed_on) if words.html or word.passed_on.html else ""
    message = _kept(
        word,
        aside=aside,
        kind=OUTWARD,
        text=storable(words.text).strip(),
        quoted=storable(word.passed_on.text),
        html=storable(html),
        has_html=bool(html),
        sender_name=word.by.shown_name,
        recipients={"to": aside.addresses},
        message_id=own_message_id(aside),
    )
    remember(aside, ids=[message.message_id])
    return message


def _kept(word: Word, *, aside: Aside, **fields: Any) -> Message:
    return Message.everywhere.create(  # house: written, not read
        conversation_id=aside.conversation_id,
        inbox_id=aside.conversation.inbox_id,
        aside=aside,
        external_id=word.key,
        at=clock.now(),
        agent=word.by,
        **fields,
    )


def remember(aside: Aside, *, ids: Sequence[str]) -> None:
    """These ids lead here, for the inbox that it began in. One that leads somewhere already stays there."""
    rows = [
        MessageReference(
            inbox_id=aside.inbox_id, digest=digest(one), conversation_id=aside.conversation_id, aside=aside
        )
        for one in sorted(set(filter(None, ids)))
    ]
    insert_unless_there(rows)


def _call(message: Message, *, aside: Aside, conversation: Conversation, by: Agent) -> None:
    """The team is asked, or whoever began it is answered."""
    log.record(
        "aside.said",
        actor=by.as_actor,
        conversation_id=conversation.pk,
        inbox_id=conversation.inbox_id,
        message_id=message.pk,
        aside=aside.pk,
    )
    if by.pk != aside.agent_id and aside.agent_id:
        mention(
            message, called=Called({aside.agent_id: None}, [aside.agent_id]), conversation=conversation, by=by.as_actor
        )
    elif aside.team:
        through: dict[int, int | None] = dict.fromkeys(members(aside.team, conversation=conversation), aside.team.pk)
        called = Called(through, teams=[aside.team.pk])
        mention(message, called=called, conversation=conversation, by=by.as_actor)
