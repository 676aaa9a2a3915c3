"""It cannot be kept as it was said, and the customer is told so in time."""

from datetime import datetime
from typing import Any

from django.db import transaction

from keepword.conversations.changing import lock, tell
from keepword.conversations.models import Conversation
from keepword.conversations.replying import reply
from keepword.kit import clock
from keepword.people.models import Agent
from keepword.promises.ledger import making
from keepword.promises.models import Promise
from keepword.promises.models.promise import BY_AGENT, RENEWED


class TooLate(ValueError):
    """Its time has passed, or it is settled: what is broken is not made good by another promise."""


@transaction.atomic
def renew(promise: Promise, *, due_at: datetime, text: str, by: Agent, said: str = "", form: str = "") -> Promise:
    """Tell the customer the new time in `text`, by the ordinary reply, and count that instead. Returns the new one.

    The old one is settled as renewed before the words are written, so that they do not keep it. Raises TooLate,
    making.AlreadyPast, and what `replying.reply` raises: without a word to the customer nothing is renewed.
    """
    conversation = lock(Conversation.objects.select_related("inbox").get(pk=promise.conversation_id))
    promise.refresh_from_db()
    now = clock.now()
    if not promise.is_open or promise.due_at <= now:
        raise TooLate
    _settle(promise, at=now)
    message = reply(conversation, text=text, by=by, form=form)
    made = making.promise(
        conversation,
        what=promise.what,
        due_at=due_at,
        kind=BY_AGENT,
        said=said,
        by=by,
        message=message,
        zone=promise.zone,
        language=promise.language,
    )
    _point(promise, to=made, conversation=conversation, by=by)
    return made


def replace(promise: Promise, *, by_promise: Promise, by: Agent) -> bool:
    """The customer was told another time for the same thing, in words that are written already. False when the old
    time has passed or was settled: then both count."""
    now = clock.now()
    if not promise.is_open or promise.due_at <= now:
        return False
    _settle(promise, at=now)
    _point(promise, to=by_promise, conversation=Conversation.objects.get(pk=promise.conversation_id), by=by)
    return True


def _settle(promise: Promise, *, at: datetime) -> None:
    Promise.objects.filter(pk=promise.pk).update(state=RENEWED, settled_at=at, at_risk_since=None)


def _point(promise: Promise, *, to: Promise, conversation: Conversation, by: Agent) -> None:
    Promise.objects.filter(pk=promise.pk).update(renewed_by=to)
    promise.refresh_from_db()
    facts: dict[str, Any] = {"promise": promise.pk, "what": promise.what, "due_at": to.due_at.isoformat()}
    tell(conversation, "promise.renewed", by=by.as_actor, renewed_by=to.pk, **facts)
