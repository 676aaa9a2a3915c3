"""An agent answers, and gives their word in the same breath."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from keepword.conversations.inbound import File
from keepword.conversations.models import Conversation, Message
from keepword.conversations.replying import reply
from keepword.people.models import Agent
from keepword.promises.ledger.making import promise
from keepword.promises.ledger.overriding import override
from keepword.promises.ledger.renewing import replace
from keepword.promises.models import Promise
from keepword.promises.models.promise import BY_AGENT, KEPT_BY_HAND


@dataclass(frozen=True, slots=True)
class Given:
    """A promise that the agent wants counted. `reason` is why it is possible though the hours or the load speak
    against it, "" when nothing does."""

    what: str
    due_at: datetime
    said: str
    zone: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Denied:
    """A time that could not be kept, of which the agent says that it is no promise."""

    what: str
    due_at: datetime


@transaction.atomic
def reply_and_promise(
    conversation: Conversation,
    *,
    text: str,
    by: Agent,
    given: Sequence[Given],
    denied: Sequence[Denied] = (),
    files: Sequence[File] = (),
    form: str = "",
    seen: int | None = None,
) -> Message:
    """The answer and what it promises, both or neither. A call or an errand that was promised before and is still to
    come is renewed by the new time. Raises what `replying.reply` and `making.promise` raise."""
    message = reply(conversation, text=text, by=by, files=files, form=form, seen=seen)
    for one in given:
        _promise(conversation, given=one, message=message, by=by)
    for other in denied:
        override(conversation, what=other.what, due_at=other.due_at, reason="no promise", by=by)
    return message


def _promise(conversation: Conversation, *, given: Given, message: Message, by: Agent) -> None:
    before = _still_to_come(conversation, what=given.what)
    made = promise(
        conversation,
        what=given.what,
        due_at=given.due_at,
        kind=BY_AGENT,
        said=given.said,
        by=by,
        message=message,
        zone=given.zone,
    )
    if before is not None and before.pk != made.pk:
        replace(before, by_promise=made, by=by)
    if given.reason:
        override(conversation, what=given.what, due_at=given.due_at, reason=given.reason, by=by)


def _still_to_come(conversation: Conversation, *, what: str) -> Promise | None:
    if what not in KEPT_BY_HAND:
        return None
    return Promise.objects.open().filter(conversation=conversation, what=what).order_by("due_at").first()
