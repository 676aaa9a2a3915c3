"""Whose mail goes to spam, whatever it says."""

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer, created
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.problems import wrong
from keepword.api.repeating import once
from keepword.api.rest.describing import LARGEST, MEANT, SOMETHING, Given, Words, documented
from keepword.conversations.models import BlockedSender, Inbox
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.conversations.spam.blocking import CannotBlock, block, unblock
from keepword.people.models import Agent
from keepword.people.permissions import MARK_SPAM

router = Router(tags=["Conversations"])
MOST = 1000


class BlockedItem(Shape):
    id: int
    inbox: int | None = Field(description="Null for the whole house.")
    value: str = Field(description="An address, or a domain for everybody there.", examples=["eve@spam.example"])
    by: int | None
    at: datetime
    times: int = Field(description="How often it kept something out.")
    last_at: datetime | None


class BlockedList(Shape):
    items: list[BlockedItem]
    next: None = Field(description=f"Always null: the newest {MOST}.")


class NewBlocked(Given):
    who: Annotated[
        Words, Field(max_length=320, pattern=SOMETHING, json_schema_extra=MEANT, examples=["eve@spam.example"])
    ]
    inbox: int | None = Field(default=None, description="Null for all that one sees.")


@router.get("", response=documented(200, BlockedList, 403), summary="List blocked senders")
def list_blocked_senders(request: HttpRequest) -> HttpResponse:
    """The newest first, of the inboxes that one sees. Those of the whole house are for who sees every inbox."""
    agent = agent_of(request, may=MARK_SPAM)
    rows = BlockedSender.objects.visible_to(agent).order_by("-id")[:MOST]
    return answer({"items": [_item(one) for one in rows], "next": None})


@router.post("", response=documented(201, BlockedItem, 400, 403, 409, 413, 415, 422), summary="Block a sender")
def create_blocked_sender(request: HttpRequest, new: NewBlocked) -> HttpResponse:
    """An address or a domain, not one of ours and none that very many strangers share. Twice is once; what is there
    already stays in its place. Without an inbox it is blocked in the whole house by who sees every inbox, and by
    others in each that they see: the answer is then the first of these, and the list has them all."""
    agent = agent_of(request, may=MARK_SPAM)
    made, is_repeated = once(request, said=(request.body,), make=lambda: _block(new, by=agent))
    item = _item(_found(made, to=agent))
    return created(item, address=f"/api/v1/blocked-senders/{made}", is_repeated=is_repeated)


@router.delete("/{int:sender_id}", response=documented(200, BlockedItem, 403, 404), summary="Unblock a sender")
def delete_blocked_sender(request: HttpRequest, sender_id: int) -> HttpResponse:
    """What came meanwhile stays in spam until somebody says otherwise."""
    agent = agent_of(request, may=MARK_SPAM)
    sender = _found(sender_id, to=agent)
    item = _item(sender)
    unblock(sender, by=agent)
    return answer(item)


def _block(new: NewBlocked, *, by: Agent) -> int:
    inboxes = visible_inbox_ids(by) if new.inbox is None else [_inbox(new.inbox, to=by)]
    if inboxes == []:
        raise wrong("/inbox", "You see no inbox.")
    try:
        return block(new.who, by=by, inboxes=inboxes)[0].pk
    except CannotBlock as error:
        raise wrong("/who", WHY[error.why]) from error


def _inbox(number: int, *, to: Agent) -> int:
    """An id that they see."""
    if not Inbox.objects.visible_to(to).filter(pk=min(number, LARGEST)).exists():
        raise wrong("/inbox", "There is no such inbox, or none that you may see.")
    return number


def _found(number: int, *, to: Agent) -> BlockedSender:
    sender = BlockedSender.objects.visible_to(to).filter(pk=min(number, LARGEST)).first()
    if sender is None:
        raise Http404
    return sender


def _item(one: BlockedSender) -> dict[str, Any]:
    said = {name: getattr(one, name) for name in ("value", "at", "times", "last_at")}
    return {"id": one.pk, "inbox": one.inbox_id, "by": one.by_id} | said


WHY = {
    "form": "An address, as eve@example.com, or a domain, as example.com.",
    "shared": "Very many people have an address there. Block the one address instead.",
    "own": "This is one of your own.",
}
