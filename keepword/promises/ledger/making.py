"""A time was told to a customer: from now on it is counted."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from keepword.conversations.changing import lock
from keepword.conversations.models import Conversation, Message
from keepword.events import log
from keepword.events.actor import SYSTEM
from keepword.events.log import Fact
from keepword.events.models import Event
from keepword.kit import clock
from keepword.kit.inserting import insert_all
from keepword.people.models import Agent
from keepword.promises.models import Promise

SAID = 300
Key = tuple[str, int, str, datetime | None]


class AlreadyPast(ValueError):
    """A promise is about what is still to come."""


@transaction.atomic
def promise(
    conversation: Conversation,
    *,
    what: str,
    due_at: datetime,
    kind: str,
    said: str = "",
    by: Agent | None = None,
    message: Message | None = None,
    told_at: datetime | None = None,
    zone: str = "UTC",
    language: str = "",
    cause: Event | None = None,
) -> Promise:
    """Write down that the customer may expect `what` until `due_at` (aware), and record `promise.made`.

    Said twice, it is one promise: the same thing until the same instant in the same `message`, or, where no message
    is named, the same thing from the same `cause`. `said` is how it was said and is cut at 300 characters. `told_at`
    is when they were told (now), for what they read before we heard of it. Raises AlreadyPast when it was due before
    it was told.
    """
    lock(conversation)
    made = ready(
        conversation,
        what=what,
        due_at=due_at,
        kind=kind,
        said=said,
        by=by,
        message=message,
        told_at=told_at,
        zone=zone,
        language=language,
        cause=cause,
    )
    return promise_all([made])[0]


def ready(
    conversation: Conversation,
    *,
    what: str,
    due_at: datetime,
    kind: str,
    said: str = "",
    by: Agent | None = None,
    message: Message | None = None,
    zone: str = "UTC",
    language: str = "",
    cause: Event | None = None,
    told_at: datetime | None = None,
) -> Promise:
    """As `promise`, not yet written down: for `promise_all`."""
    return Promise(
        conversation=conversation,
        inbox_id=conversation.inbox_id,
        contact_id=conversation.contact_id,
        channel=conversation.channel,
        what=what,
        kind=kind,
        made_by=by,
        team_id=conversation.team_id,
        message=message,
        said=said[:SAID],
        zone=zone,
        language=language or conversation.language,
        made_at=told_at or clock.now(),
        due_at=due_at,
        cause=cause,
    )


def promise_all(wanted: Sequence[Promise]) -> list[Promise]:
    """Many at once, made `ready`, in conversations that the caller holds. As `promise` for each, in a
    few queries for all. Raises AlreadyPast."""
    known = _known(wanted)
    new: dict[Key, Promise] = {}
    for one in wanted:
        if _key(one) not in known:
            new.setdefault(_key(one), one)
    if any(one.due_at <= one.made_at for one in new.values()):
        raise AlreadyPast
    insert_all(list(new.values()))
    log.record_all(_fact(one) for one in new.values())
    return [known.get(_key(one)) or new[_key(one)] for one in wanted]


def _fact(made: Promise) -> Fact:
    return Fact(
        "promise.made",
        made.made_by.as_actor if made.made_by else SYSTEM,
        made.conversation_id,
        made.inbox_id,
        cause=made.cause,
        data={"promise": made.pk, "what": made.what, "kind": made.kind, "due_at": made.due_at.isoformat()},
    )


def _key(one: Promise) -> Key:
    """What makes it the same promise. Without a message and a cause it is none but itself."""
    if one.message_id is not None:
        return "message", one.message_id, one.what, one.due_at
    return ("cause", one.cause_id, one.what, None) if one.cause_id is not None else ("itself", id(one), "", None)


def _known(wanted: Sequence[Promise]) -> dict[Key, Promise]:
    messages = {one.message_id for one in wanted if one.message_id is not None}
    causes = {one.cause_id for one in wanted if one.message_id is None and one.cause_id is not None}
    rows = [*Promise.objects.filter(message__in=messages)] if messages else []
    rows += [*Promise.objects.filter(cause__in=causes, message=None)] if causes else []
    return {_key(one): one for one in rows}
