"""Promises: every time that a customer was told, and what became of it."""

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from keepword.api.answering import answer, created
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.problems import Problem, wrong
from keepword.api.repeating import once
from keepword.api.rest.describing import (
    LARGEST,
    MEANT,
    SOMETHING,
    TEXT,
    Cursor,
    Given,
    Id,
    Limit,
    Moment,
    MomentInAddress,
    Words,
    documented,
    only_known,
)
from keepword.api.rest.reading import found as conversation_found
from keepword.conversations.macros.marks import Unfilled
from keepword.conversations.models import Conversation
from keepword.conversations.replying import NobodyToAnswer
from keepword.kit import clock, pages
from keepword.people.models import Agent
from keepword.people.permissions import REPLY
from keepword.promises.ledger.guarding import can_keep
from keepword.promises.ledger.keeping import keep, take_back
from keepword.promises.ledger.making import SAID, AlreadyPast, promise
from keepword.promises.ledger.offering import zone_of
from keepword.promises.ledger.overriding import override
from keepword.promises.ledger.renewing import TooLate, renew
from keepword.promises.ledger.withdrawing import REASON, withdraw
from keepword.promises.models import Promise
from keepword.promises.models.promise import KINDS, OWED, STATES, WHATS

router = Router(tags=["Promises"])
conversation_router = Router(tags=["Promises"])
DUE = pages.Order("due_at", is_descending=True)


def _one_of(words: list[str]) -> Any:
    return Field(pattern=f"^({'|'.join(words)})$", json_schema_extra={"enum": [*words]})


State = Annotated[str, _one_of(STATES)]
What = Annotated[str, _one_of(WHATS)]


class PromiseItem(Shape):
    id: int
    conversation: int
    contact: int
    what: What
    kind: Annotated[str, _one_of(KINDS)]
    state: State = Field(description="`broken` from the instant that it was due, whether or not anybody looked.")
    is_owed: bool = Field(description="Somebody has still to do it: what is broken is owed until it is done.")
    said: str = Field(description="How it was said.")
    language: str
    zone: str = Field(description="The customer's, as far as known.")
    made_by: int | None = Field(description="An agent; null for what was promised by itself.")
    message: int | None = Field(description="Where it was said.")
    made_at: datetime
    due_at: datetime
    done_at: datetime | None = Field(description="After `due_at` for what was broken and done late.")
    unsent_message: int | None = Field(
        description="The reply that answers it and has not left yet: until it does, nothing is kept."
    )
    renewed_by: int | None = Field(description="The promise with the new time.")
    reason: str
    is_at_risk: bool


class PromisePage(Shape):
    items: list[PromiseItem]
    next: str | None = Field(description="The `cursor` of the page after; null at the end.")


class PromiseFilters(Shape):
    conversation: Id | None = None
    state: State | None = None
    is_owed: bool | None = None
    what: What | None = None
    kind: Annotated[str, _one_of(KINDS)] | None = None
    made_by: Annotated[str, Field(pattern=r"^(me|[1-9][0-9]{0,17})$")] | None = None
    due_before: MomentInAddress | None = None
    due_after: MomentInAddress | None = None
    limit: Limit = 50
    cursor: Cursor | None = None


class NewPromise(Given):
    what: What
    due_at: Moment
    said: Annotated[Words, Field(max_length=SAID)] = ""
    kind: Annotated[str, _one_of(["agent", "phone", "chat"])] = "agent"
    reason: Annotated[Words, Field(max_length=REASON)] = Field(
        default="", description="Why it is possible, where hours or load speak against it. It is kept in the log."
    )


class NewRenewal(Given):
    due_at: Moment
    text: Annotated[
        Words,
        Field(max_length=TEXT, pattern=SOMETHING, json_schema_extra=MEANT, description="The word to the customer."),
    ]
    reason: Annotated[Words, Field(max_length=REASON)] = Field(
        default="", description="Why the new time is possible, where hours or load speak against it."
    )


class NewWithdrawal(Given):
    reason: Annotated[Words, Field(max_length=REASON, pattern=SOMETHING, json_schema_extra=MEANT)]


@router.get("", response=documented(200, PromisePage, 400, 422), summary="List promises")
def list_promises(request: HttpRequest, filters: Query[PromiseFilters]) -> HttpResponse:
    """Those in conversations that you may see, the latest due first."""
    only_known(request, PromiseFilters)
    agent = agent_of(request)
    rows = pages.after(_narrowed(filters, agent=agent), order=DUE, cursor=filters.cursor)
    page = pages.page(list(rows[: filters.limit + 1]), size=filters.limit, at=DUE.column)
    return answer({"items": [_item(one) for one in page.items], "next": page.next})


@router.get("/{int:promise_id}", response=documented(200, PromiseItem, 404), summary="Read a promise")
def read_promise(request: HttpRequest, promise_id: int) -> HttpResponse:
    return answer(_item(_found(promise_id, agent=agent_of(request))))


@conversation_router.post(
    "/{int:conversation_id}/promises",
    response=documented(201, PromiseItem, 403, 400, 404, 409, 413, 415, 422),
    summary="Count a promise",
)
def create_promise(request: HttpRequest, conversation_id: int, new: NewPromise) -> HttpResponse:
    """Count what the customer was told elsewhere, on the phone for example. Nothing is sent. A time that hours or
    load cannot meet is 409 `cannot-be-kept`, with the earliest that can in `detail`, unless you give a `reason`."""
    agent = agent_of(request, may=REPLY)
    conversation = conversation_found(conversation_id, agent=agent)
    made, is_repeated = once(request, said=[request.body], make=lambda: _make(conversation, new=new, by=agent))
    one = _found(made, agent=agent)
    return created(_item(one), address=f"/api/v1/promises/{one.pk}", is_repeated=is_repeated)


@router.put("/{int:promise_id}/keeping", response=documented(200, PromiseItem, 403, 404), summary="It is done")
def put_keeping(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Now: kept when it is not after its time, else broken and done late. Done already, it changes nothing."""
    agent = agent_of(request, may=REPLY)
    keep(_found(promise_id, agent=agent), by=agent.as_actor)
    return answer(_item(_found(promise_id, agent=agent)))


@router.delete("/{int:promise_id}/keeping", response=documented(200, PromiseItem, 403, 404), summary="It is not done")
def delete_keeping(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Take back what a hand marked as done. What a reply kept stays kept."""
    agent = agent_of(request, may=REPLY)
    take_back(_found(promise_id, agent=agent), by=agent.as_actor)
    return answer(_item(_found(promise_id, agent=agent)))


@router.post(
    "/{int:promise_id}/renewal",
    response=documented(201, PromiseItem, 403, 400, 404, 409, 413, 415, 422),
    summary="Tell a new time",
)
def create_renewal(request: HttpRequest, promise_id: int, new: NewRenewal) -> HttpResponse:
    """Send `text` to the customer and count the new time instead. Only before the old one is due."""
    agent = agent_of(request, may=REPLY)
    old = _found(promise_id, agent=agent)
    made, is_repeated = once(request, said=[request.body], make=lambda: _renew(old, new=new, by=agent))
    one = _found(made, agent=agent)
    return created(_item(one), address=f"/api/v1/promises/{one.pk}", is_repeated=is_repeated)


@router.post(
    "/{int:promise_id}/withdrawal",
    response=documented(200, PromiseItem, 403, 400, 404, 409, 413, 415, 422),
    summary="Withdraw a promise",
)
def create_withdrawal(request: HttpRequest, promise_id: int, new: NewWithdrawal) -> HttpResponse:
    """It is not owed any more. Only before it is due."""
    agent = agent_of(request, may=REPLY)
    try:
        withdraw(_found(promise_id, agent=agent), reason=new.reason, by=agent.as_actor)
    except TooLate as error:
        raise _too_late() from error
    return answer(_item(_found(promise_id, agent=agent)))


def _narrowed(filters: PromiseFilters, *, agent: Agent) -> Any:
    given = {
        "conversation": filters.conversation,
        "what": filters.what,
        "kind": filters.kind,
        "made_by": agent.pk if filters.made_by == "me" else filters.made_by,
        "due_at__lt": filters.due_before,
        "due_at__gte": filters.due_after,
    }
    rows = Promise.objects.visible_to(agent).filter(**{name: one for name, one in given.items() if one is not None})
    if filters.state:
        rows = rows.standing(filters.state, at=clock.now())
    if filters.is_owed is None:
        return rows
    return rows.owed() if filters.is_owed else rows.exclude(OWED)


def _found(promise_id: int, *, agent: Agent) -> Promise:
    one = Promise.objects.visible_to(agent).filter(pk=min(promise_id, LARGEST)).first()
    if one is None:
        raise Http404
    return one


def _item(one: Promise) -> dict[str, Any]:
    is_overdue = one.is_overdue(at=clock.now())
    names = ("id", "what", "kind", "said", "language", "zone", "made_at", "due_at", "done_at", "reason")
    return {
        **{name: getattr(one, name) for name in names},
        "conversation": one.conversation_id,
        "contact": one.contact_id,
        "made_by": one.made_by_id,
        "message": one.message_id,
        "unsent_message": one.written_by_id if one.is_unsent else None,
        "renewed_by": one.renewed_by_id,
        "state": "broken" if is_overdue else one.state,
        "is_owed": one.is_owed,
        "is_at_risk": one.at_risk_since is not None,
    }


def _make(conversation: Conversation, *, new: NewPromise, by: Agent) -> int:
    if new.due_at <= clock.now():
        raise wrong("/due_at", "This time has gone by.")
    is_possible = _demand_kept(conversation, due_at=new.due_at, what=new.what, reason=new.reason, by=by)
    zone = zone_of(conversation)
    made = promise(conversation, what=new.what, due_at=new.due_at, kind=new.kind, said=new.said, by=by, zone=zone)
    if not is_possible:
        override(conversation, what=new.what, due_at=new.due_at, reason=new.reason, by=by)
    return made.pk


def _demand_kept(conversation: Conversation, *, due_at: datetime, what: str, reason: str, by: Agent) -> bool:
    """Whether hours and load can meet it; where they cannot, somebody must say why it is possible all the same."""
    verdict = can_keep(conversation, due_at=due_at, what=what, by=by)
    if not verdict.is_possible and not reason.strip():
        earliest = f"The earliest is {verdict.earliest.isoformat()}." if verdict.earliest else "No time is."
        raise Problem(409, name="cannot-be-kept", detail=f"Hours or load cannot meet this time. {earliest}")
    return verdict.is_possible


def _renew(old: Promise, *, new: NewRenewal, by: Agent) -> int:
    is_possible = True
    if old.is_open and clock.now() < min(new.due_at, old.due_at):
        is_possible = _demand_kept(old.conversation, due_at=new.due_at, what=old.what, reason=new.reason, by=by)
    try:
        made = renew(old, due_at=new.due_at, text=new.text, by=by)
    except TooLate as error:
        raise _too_late() from error
    except AlreadyPast as error:
        raise wrong("/due_at", "This time has gone by.") from error
    except Unfilled as error:
        raise wrong("/text", f"Fill in or remove: {error}") from error
    except NobodyToAnswer as error:
        detail = "Nobody takes part whom an answer may go to."
        raise Problem(409, name="nobody-to-answer", detail=detail) from error
    if not is_possible:
        override(old.conversation, what=old.what, due_at=new.due_at, reason=new.reason, by=by)
    return made.pk


def _too_late() -> Problem:
    return Problem(409, name="too-late", detail="It is settled or its time has passed: what happened stays as it was.")
