"""A time was told to a customer: from now on it is counted."""

from datetime import datetime

from django.db import transaction

from keepword.conversations.changing import lock, tell
from keepword.conversations.models import Conversation, Message
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.models import Agent
from keepword.promises.models import Promise

SAID = 300


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
    if known := _known(what=what, due_at=due_at, message=message, cause=cause):
        return known
    made_at = told_at or clock.now()
    if due_at <= made_at:
        raise AlreadyPast
    made = Promise.objects.create(
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
        made_at=made_at,
        due_at=due_at,
        cause=cause,
    )
    facts = {"promise": made.pk, "what": what, "kind": kind, "due_at": due_at.isoformat()}
    tell(conversation, "promise.made", by=by.as_actor if by else SYSTEM, cause=cause, **facts)
    return made


def _known(*, what: str, due_at: datetime, message: Message | None, cause: Event | None) -> Promise | None:
    if message is not None:
        return Promise.objects.filter(message=message, due_at=due_at, what=what).first()
    return Promise.objects.filter(cause=cause, what=what, message=None).first() if cause is not None else None
