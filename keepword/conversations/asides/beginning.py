"""A side conversation begins: with a question of one's own, or by passing on what was said."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction

from keepword.conversations.asides.marking import mark
from keepword.conversations.asides.passing_on import NOTHING, PassedOn
from keepword.conversations.asides.people import NobodyToAsk, members, outside
from keepword.conversations.asides.saying import AT_ONCE, Word, put
from keepword.conversations.changing import lock, tell
from keepword.conversations.filing import KeptFile
from keepword.conversations.models import Aside, Conversation, Message
from keepword.conversations.repeating import key_of
from keepword.conversations.replying import NothingToSay
from keepword.kit import clock
from keepword.kit.storable import storable
from keepword.people.models import Agent, Team


@dataclass(frozen=True, slots=True)
class Wanted:
    """`addresses` as they were typed, or a `team`. `text` is Markdown. `form` is the mark of the form: twice the same
    is once. `passed_on` is what is forwarded, `pause` how long the letter can be taken back."""

    subject: str
    text: str
    addresses: Sequence[str] = ()
    team: Team | None = None
    passed_on: PassedOn = NOTHING
    kept: Sequence[KeptFile] = field(default=())
    form: str = ""
    pause: timedelta = AT_ONCE


@transaction.atomic
def begin(conversation: Conversation, *, wanted: Wanted, by: Agent) -> Message:
    """Its first word. Raises NothingToSay, NobodyToAsk, NotOutside, BadAddress, TooMany, NotForThem or Unfilled."""
    if not wanted.text.strip() and not wanted.kept and not wanted.passed_on:
        raise NothingToSay
    lock(conversation)
    key = key_of(wanted.form, text=f"aside {wanted.subject}\n{wanted.text}")
    earlier = Message.everywhere.filter(inbox_id=conversation.inbox_id, external_id=key).first() if key else None
    if earlier is not None:
        return earlier
    aside = _made(conversation, wanted=wanted, by=by)
    mark(conversation)
    tell(conversation, "aside.begun", by=by.as_actor, aside=aside.pk, way=_way(aside))
    return put(
        Word(wanted.text, by=by, key=key, kept=wanted.kept, passed_on=wanted.passed_on, pause=wanted.pause),
        aside=aside,
        conversation=conversation,
    )


def _made(conversation: Conversation, *, wanted: Wanted, by: Agent) -> Aside:
    if wanted.team:
        members(wanted.team, conversation=conversation)  # somebody must hear it
    elif not wanted.addresses:
        raise NobodyToAsk
    now = clock.now()
    return Aside.objects.create(  # house: written, not read
        conversation=conversation,
        inbox_id=conversation.inbox_id,
        agent=by,
        team=wanted.team,
        is_internal=wanted.team is not None,
        is_forward=bool(wanted.passed_on),
        addresses=[] if wanted.team else outside(conversation, written=wanted.addresses),
        subject=" ".join(storable(wanted.subject).split())[:300],
        began_at=now,
        last_activity_at=now,
    )


def _way(aside: Aside) -> str:
    if aside.is_internal:
        return "team"
    return "forward" if aside.is_forward else "mail"
