"""Say at once that a message arrived: from named people, in the customer's language, when they will hear from us.

It is never an answer: the wait goes on. The time that it states is a promise like any other, and it is stated only
where it can be kept.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from keepword.conversations.announcing import Announcement, queue_all
from keepword.conversations.changing import in_lock_order, lock_each
from keepword.conversations.models import Inbox, Message
from keepword.conversations.withholding import Way, ways, withhold
from keepword.events.models import Event
from keepword.kit import clock
from keepword.kit.among import Among, listed
from keepword.kit.prepared import PreparedModels
from keepword.promises.expecting import Expectation
from keepword.promises.ledger.making import promise_all, ready
from keepword.promises.models import Promise
from keepword.promises.models.promise import ACKNOWLEDGEMENT
from keepword.promises.models.promise import REPLY as A_REPLY
from keepword.promises.receipts.composing import Acknowledged, Desk
from keepword.promises.receipts.deciding import Came, Untold, may_need_one, untold
from keepword.promises.receipts.phrasing import language_for
from keepword.promises.standing_by import standing
from keepword.promises.waits.publishing import publish_all

KIND = "acknowledgement"
FORM = "form"


def acknowledge(event: Event) -> None:
    """On `message.received`. Once for each wait, however often it runs."""
    acknowledge_all([event])


def acknowledge_now(message: Message) -> None:
    """For a page that is shown at once: what it says must be the same as what the letter says. The reaction that
    comes later finds it done."""
    facts = Event.objects.filter(conversation_id=message.conversation_id, name="message.received")
    fact = facts.filter(message_id=message.pk).first()
    if fact is not None:
        acknowledge(fact)


@transaction.atomic
def acknowledge_all(events: Sequence[Event]) -> None:
    """Many in one transaction, in a few queries for all of them. Most mail needs none: that is seen without a lock."""
    numbers = listed(event.message_id for event in events if event.message_id)
    found = {one.pk: one for one in MESSAGES.rows(ids=numbers)}
    if not found:
        return
    inboxes = {one.pk: one for one in INBOXES.rows(ids=listed({one.inbox_id for one in found.values()}))}
    for one in found.values():
        one.conversation.inbox = inboxes[one.conversation.inbox_id]  # one for all: a row each takes longer to read
    came = [Came(found[event.message_id], event) for event in in_lock_order(events) if event.message_id in found]
    left = [one for one in came if may_need_one(one.message)]
    while left:
        now, left = _one_each(left)
        lock_each([one.message.conversation for one in now])
        _tell(untold(now))


def _messages(ids: str) -> QuerySet[Message]:
    rows = Message.objects.filter(Among("pk", ids))  # house: told by a fact, in whatever inbox it is
    return rows.select_related("conversation__contact").defer("html", "quoted", "text")


MESSAGES = PreparedModels(_messages)
# house: as above
INBOXES = PreparedModels(lambda ids: Inbox.objects.filter(Among("pk", ids)).select_related("brand"))


def _one_each(came: Iterable[Came]) -> tuple[list[Came], list[Came]]:
    """The first message of each conversation; and the others, which are looked at when those were acknowledged."""
    first: dict[int, Came] = {}
    others = [one for one in came if first.setdefault(one.message.conversation_id, one) is not one]
    return list(first.values()), others


def _tell(them: Sequence[Untold]) -> None:
    """By a letter; and where none goes out, or it names no time, we stand by what is published."""
    desk = Desk(at=clock.now())
    answered = [one for one in them if desk.answers(one.message.conversation)]
    letters = [one for one in answered if one.wants_letter]
    promises = _write_to(letters, desk=desk) if letters else []
    told = {one.conversation_id for one in promises}
    others = [one for one in answered if one.message.conversation_id not in told]
    promises += filter(None, [_standing(one, desk=desk) for one in others])
    promise_all(promises)


def _write_to(them: Sequence[Untold], *, desk: Desk) -> list[Promise]:
    """Queue the letters. Returns the promises of the times that were told."""
    found = ways([(one.message.conversation, one.fact) for one in them], kind=KIND)
    withhold([way for way in found if way.reason])
    # Who sent a form reads the time on the next page, also where no mail may go out.
    made = [_written(way, desk=desk) for way in found if not way.reason or way.conversation.channel == FORM]
    letters = [one for one in made if one.way.is_open]
    messages = queue_all(Announcement(one.way, one.text, one.made.facts.people, one.made.language) for one in letters)
    sent = {one.way.conversation.pk: message for one, message in zip(letters, messages, strict=True)}
    told = [(one, one.told) for one in made if one.told]
    publish_all([(one.way.conversation, time.read_from) for one, time in told if time.read_from], said_at=desk.at)
    return [
        ready(
            one.way.conversation,
            what=A_REPLY,
            due_at=time.due_at,
            kind=ACKNOWLEDGEMENT,
            said=one.made.facts.when,
            message=one.way.known or sent.get(one.way.conversation.pk),
            told_at=desk.at,
            zone=one.made.zone,
            language=one.made.language,
            cause=one.way.cause,
        )
        for one, time in told
    ]


class _Written(NamedTuple):
    """`told`: the time that they read, None where they read none; a brand's own letter may say none."""

    way: Way
    made: Acknowledged
    text: str
    told: Expectation | None


def _written(way: Way, *, desk: Desk) -> _Written:
    made = desk.acknowledge(way.conversation)
    text, when = desk.text_of(made), made.facts.when
    is_read = bool(when) and (way.conversation.channel == FORM or when in text)
    if is_read:
        desk.promised(made)
    return _Written(way, made, text, made.expectation if is_read else None)


def _standing(one: Untold, *, desk: Desk) -> Promise | None:
    conversation = one.message.conversation
    return standing(
        one.message,
        entry=desk.entry(conversation),
        hours=desk.hours_of(conversation).hours,
        lookout=desk.lookout,
        language=language_for(conversation),
        zone=desk.zone_of(conversation),
        cause=one.fact,
    )
