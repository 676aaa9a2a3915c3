"""What customers are given, by program."""

from datetime import datetime
from typing import Annotated, Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from keepword.api.answering import answer, created
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.problems import Problem, wrong
from keepword.api.repeating import once
from keepword.api.rest.describing import LARGEST, MEANT, SOMETHING, Given, Id, Words, documented, only_known
from keepword.api.rest.reading import found
from keepword.care import approving, taking_back
from keepword.care.approving import LONGEST_WORD, approve, decline
from keepword.care.arranging import rules_in_force
from keepword.care.carrying_out import carry_out, not_carried_out
from keepword.care.giving import LONGEST_NOTE, LONGEST_NUMBER, Erased, NobodyMayApprove, NothingGiven, Wish, give
from keepword.care.models import Gift, GiftKind
from keepword.care.models.gift import STATES
from keepword.care.taking_back import TooLate, take_back
from keepword.conversations.models import Conversation
from keepword.kit.money import Money, NotMoney, money
from keepword.people.models import Agent
from keepword.people.permissions import APPROVE_GIFTS, GIVE, TASK

router = Router(tags=["Gifts"])
conversation_router = Router(tags=["Gifts"])
MOST = 100
AMOUNT = r"^[0-9]{1,13}(\.[0-9]{1,3})?$"
State = Annotated[str, Field(pattern=f"^({'|'.join(STATES)})$", json_schema_extra={"enum": STATES})]


class GiftItem(Shape):
    id: int
    conversation: int
    contact: int
    kind: str = Field(description='"refund", "discount", "credit", "replacement", or the name of an own kind.')
    amount: str = Field(description="In the main unit of the currency, with all its decimals.", examples=["20.00"])
    currency: str = Field(description="ISO 4217.")
    reason: str
    note: str
    order_number: str
    state: str = Field(description='"asked" waits for somebody else\'s yes; only "given" counts.')
    by: int | None
    asked_at: datetime
    given_at: datetime | None
    decided_by: int | None
    word: str = Field(description="Of whoever said yes or no.")
    carried_out_at: datetime | None = Field(description="When it was done in the shop; null while it is to be done.")


class GiftList(Shape):
    items: list[GiftItem]
    next: None = Field(description=f"Always null: the newest {MOST}.")


class GiftFilters(Shape):
    state: State | None = None
    contact: Id | None = None
    conversation: Id | None = None


class NewGift(Given):
    kind: Annotated[Words, Field(max_length=60, pattern=SOMETHING, json_schema_extra=MEANT)]
    amount: Annotated[str, Field(pattern=AMOUNT, description="In the currency of the set-up, with a point.")]
    reason: Annotated[Words, Field(max_length=80, description="late, damaged, mistake, goodwill, or one of your own.")]
    note: Annotated[Words, Field(max_length=LONGEST_NOTE)] = ""
    order_number: Annotated[Words, Field(max_length=LONGEST_NUMBER)] = ""
    is_done: bool = Field(default=False, description="It was done in the shop already.")


class GiftDecision(Given):
    is_approved: bool
    word: Annotated[Words, Field(max_length=LONGEST_WORD)] = ""


@router.get("", response=documented(200, GiftList, 400, 422), summary="List gifts")
def list_gifts(request: HttpRequest, filters: Query[GiftFilters]) -> HttpResponse:
    """What was given and what is asked for, the newest first."""
    only_known(request, GiftFilters)
    asked = {name: value for name, value in filters.model_dump().items() if value is not None}
    rows = Gift.objects.visible_to(agent_of(request)).filter(Q(**asked)).select_related("kind").order_by("-id")[:MOST]
    return answer({"items": [_item(one) for one in rows], "next": None})


@router.get("/{int:gift_id}", response=documented(200, GiftItem, 404), summary="Read a gift")
def read_gift(request: HttpRequest, gift_id: int) -> HttpResponse:
    return answer(_item(_found(gift_id, agent=agent_of(request))))


@conversation_router.post(
    "/{int:conversation_id}/gifts",
    response=documented(201, GiftItem, 403, 400, 404, 409, 413, 415, 422),
    summary="Give something",
)
def create_gift(request: HttpRequest, conversation_id: int, new: NewGift) -> HttpResponse:
    """At once within the limits of your role; above them it is asked for, and `state` says so."""
    agent = agent_of(request, may=GIVE)
    conversation = found(conversation_id, agent=agent)
    made, is_repeated = once(request, said=(request.body,), make=lambda: _give(conversation, new=new, by=agent))
    item = _item(_found(made, agent=agent))
    return created(item, address=f"/api/v1/gifts/{made}", is_repeated=is_repeated)


@router.put(
    "/{int:gift_id}/decision",
    response=documented(200, GiftItem, 403, 400, 404, 409, 413, 415, 422),
    summary="Approve or decline a gift",
)
def put_gift_decision(request: HttpRequest, gift_id: int, new: GiftDecision) -> HttpResponse:
    """Of a wish that waits. Nobody decides their own, or more than their role may give."""
    agent = agent_of(request, may=APPROVE_GIFTS)
    gift = _found(gift_id, agent=agent)
    try:
        is_first = (approve if new.is_approved else decline)(gift, by=agent, word=new.word)
    except approving.NotTheirs as error:
        detail = "Nobody decides their own wish, or more than their role may give."
        raise Problem(403, name="not-permitted", detail=detail) from error
    if not is_first:
        raise Problem(409, name="answered", detail="It does not wait any more.")
    return answer(_item(_found(gift_id, agent=agent)))


@router.delete("/{int:gift_id}", response=documented(200, GiftItem, 403, 404, 409), summary="Take a gift back")
def delete_gift(request: HttpRequest, gift_id: int) -> HttpResponse:
    """A wish is withdrawn, a gift counts no more. It stays in the list. Twice is once."""
    agent = agent_of(request, may=GIVE)
    try:
        take_back(_found(gift_id, agent=agent), by=agent)
    except taking_back.NotTheirs as error:
        raise Problem(403, name="not-permitted", detail="Somebody else gave it.") from error
    except TooLate as error:
        raise Problem(409, name="too-late", detail="It was given too long ago.") from error
    return answer(_item(_found(gift_id, agent=agent)))


@router.put("/{int:gift_id}/carrying-out", response=documented(200, GiftItem, 403, 404), summary="It is carried out")
def put_carrying_out(request: HttpRequest, gift_id: int) -> HttpResponse:
    """Done in the shop. Its task is done with it."""
    agent = agent_of(request, may=TASK)
    carry_out(_found(gift_id, agent=agent), by=agent)
    return answer(_item(_found(gift_id, agent=agent)))


@router.delete(
    "/{int:gift_id}/carrying-out", response=documented(200, GiftItem, 403, 404), summary="It is not carried out"
)
def delete_carrying_out(request: HttpRequest, gift_id: int) -> HttpResponse:
    agent = agent_of(request, may=TASK)
    not_carried_out(_found(gift_id, agent=agent), by=agent)
    return answer(_item(_found(gift_id, agent=agent)))


def _give(conversation: Conversation, *, new: NewGift, by: Agent) -> int:
    rules = rules_in_force()
    if rules is None:
        raise Problem(409, name="switched-off", detail="Nothing is given here.")
    kind = GiftKind.objects.offered().filter(Q(key=new.kind) | Q(key="", name__iexact=new.kind)).first()
    if kind is None:
        raise wrong("/kind", "There is no such kind, or it is switched off.")
    try:
        amount = money(new.amount, currency=rules.currency).minor
        wish = Wish(kind, amount, new.reason, new.note, new.order_number, new.is_done)
        return give(conversation, wish=wish, by=by).pk
    except NotMoney as error:
        raise wrong("/amount", f"No amount of {rules.currency}.") from error
    except NothingGiven as error:
        raise wrong(f"/{error}", "This is not given here.") from error
    except NobodyMayApprove as error:
        raise wrong("/amount", "Nobody may say yes to so much.") from error
    except Erased as error:
        raise Problem(409, name="erased", detail="This person is erased.") from error


def _found(number: int, *, agent: Agent) -> Gift:
    gift = Gift.objects.visible_to(agent).select_related("kind").filter(pk=min(number, LARGEST)).first()
    if gift is None:
        raise Http404
    return gift


def _item(gift: Gift) -> dict[str, Any]:
    plain = ("reason", "note", "order_number", "state", "word", "asked_at", "given_at", "carried_out_at")
    return {
        "id": gift.pk,
        "conversation": gift.conversation_id,
        "contact": gift.contact_id,
        "kind": str(gift.kind),
        "amount": Money(gift.amount, gift.currency).plain,
        "currency": gift.currency,
        "by": gift.by_id,
        "decided_by": gift.decided_by_id,
        **{name: getattr(gift, name) for name in plain},
    }
