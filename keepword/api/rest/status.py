"""Where a conversation stands: resolve, reopen, wait, snooze, spam."""

from collections.abc import Callable
from typing import Annotated

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router
from keepword.api.problems import wrong
from keepword.api.rest.describing import Given, Moment, Seen, Status, documented
from keepword.api.rest.reading import ConversationInFull, found, full, not_seen
from keepword.conversations.binning import restore
from keepword.conversations.marking_spam import mark_spam, open_from_spam
from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import BINNED, RESOLVED, SNOOZED, SPAM, UNTIL_THEY_WRITE
from keepword.conversations.resolving import reopen, resolve, wait_for_customer
from keepword.conversations.seeing import NotSeen
from keepword.conversations.snoozing import InThePast, snooze
from keepword.events.actor import Actor
from keepword.people.permissions import CHANGE, MARK_SPAM

router = Router(tags=["Conversations"])


class NewStatus(Given):
    status: Annotated[Status, Field(examples=["resolved"])]
    seen: Seen = None
    until: Moment | None = Field(
        default=None, description="For snoozed alone, with its offset: when it comes back by itself."
    )
    until_they_write: bool = Field(
        default=False, description="For snoozed alone, instead of `until`: it comes back when the customer writes."
    )


@router.put(
    "/{int:conversation_id}/status",
    response=documented(200, ConversationInFull, 403, 400, 404, 409, 413, 415, 422),
    summary="Set the status of a conversation",
)
def put_status(request: HttpRequest, conversation_id: int, new: NewStatus) -> HttpResponse:
    """Resolve it (`resolved`), open it again (`open`, out of spam too), say that the next word is the customer's
    (`waiting`), put it aside (`snoozed`, with `until` or `until_they_write`) or mark it as `spam`. What it is already
    changes nothing. With `seen`, nothing is resolved over words that were not read. One in the bin comes out of it
    first, and stands as it stood: what was promised is owed again."""
    agent = agent_of(request, may=_demanded(new))
    conversation = found(conversation_id, agent=agent)
    with transaction.atomic():  # what is refused stays in the bin
        if conversation.status == BINNED:
            restore(conversation, by=agent)
        if conversation.status == SPAM and new.status != SPAM:
            agent_of(request, may=MARK_SPAM)  # to take it out is as much as to put it in
        _put(conversation, new=new, by=agent.as_actor)
    return answer(full(conversation_id, agent=agent))


def _put(conversation: Conversation, *, new: NewStatus, by: Actor) -> None:
    if new.status == SNOOZED:
        _snooze(conversation, new=new, by=by)
    elif new.until is not None or new.until_they_write:
        raise wrong("/until" if new.until else "/until_they_write", "Only what is snoozed comes back by itself.")
    elif new.status == RESOLVED:
        _resolve(conversation, seen=new.seen, by=by)
    else:
        _set(conversation, status=new.status, by=by)


def _demanded(new: NewStatus) -> str:
    return MARK_SPAM if new.status == SPAM else CHANGE


def _set(conversation: Conversation, *, status: str, by: Actor) -> None:
    to_open = open_from_spam if conversation.status == SPAM else reopen
    verbs: dict[str, Callable[..., object]] = {"open": to_open, "waiting": wait_for_customer, "spam": mark_spam}
    verbs[status](conversation, by=by)


def _resolve(conversation: Conversation, *, seen: int | None, by: Actor) -> None:
    try:
        resolve(conversation, by=by, seen=seen)
    except NotSeen as error:
        raise not_seen(error) from error


def _snooze(conversation: Conversation, *, new: NewStatus, by: Actor) -> None:
    if (new.until is None) is not new.until_they_write:
        raise wrong("/until", "Say until when it is put aside: a time, or until they write.")
    try:
        snooze(conversation, until=new.until or UNTIL_THEY_WRITE, by=by)
    except InThePast as error:
        raise wrong("/until", "This time has gone by.") from error
