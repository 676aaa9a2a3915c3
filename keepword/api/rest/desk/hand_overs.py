"""What one shift tells the next."""

from datetime import datetime
from typing import Annotated, Any

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer, created
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.repeating import once
from keepword.api.rest.describing import LARGEST, MEANT, SOMETHING, Given, Id, Words, documented
from keepword.api.rest.people.capacity import team_of
from keepword.conversations.handing_over import LONGEST, hand_over, put_back, take_over
from keepword.conversations.models import Conversation, HandOver
from keepword.people.models import Agent
from keepword.people.permissions import NOTE

router = Router(tags=["Teamwork"])
SHOWN = 50


class HandOverItem(Shape):
    id: int
    team: int | None = Field(description="For whom; null for everybody.")
    by: int | None
    at: datetime
    text: str
    conversations: list[int] = Field(description="Those that it names and that you may see.")
    taken_by: int | None
    taken_at: datetime | None


class HandOverList(Shape):
    items: list[HandOverItem]
    next: None = Field(description=f"Always null: the newest {SHOWN}.")


class NewHandOver(Given):
    text: Annotated[
        Words,
        Field(
            max_length=LONGEST,
            pattern=SOMETHING,
            json_schema_extra=MEANT,
            description="Conversations that it names by their reference are linked to it.",
        ),
    ]
    team: Id | None = Field(default=None, description="A team of yours; null for everybody.")


@router.get("", response=documented(200, HandOverList), summary="List hand-overs")
def list_hand_overs(request: HttpRequest) -> HttpResponse:
    """Those for everybody, for your teams and of your own, the newest first."""
    rows = _rows(agent_of(request)).order_by("-at", "-id")[:SHOWN]
    return answer({"items": [_item(one) for one in rows], "next": None})


@router.post("", response=documented(201, HandOverItem, 400, 403, 409, 413, 415, 422), summary="Hand over")
def create_hand_over(request: HttpRequest, new: NewHandOver) -> HttpResponse:
    """A note for the next shift. The same words, while they wait, are one note."""
    agent = agent_of(request, may=NOTE)
    team = team_of(new.team, agent=agent)
    made, is_repeated = once(
        request, said=(request.body,), make=lambda: hand_over(text=new.text, by=agent, team=team).pk
    )
    item = _item(_found(made, agent=agent))
    return created(item, address=f"/api/v1/hand-overs/{made}", is_repeated=is_repeated)


@router.get("/{int:hand_over_id}", response=documented(200, HandOverItem, 404), summary="Read a hand-over")
def read_hand_over(request: HttpRequest, hand_over_id: int) -> HttpResponse:
    return answer(_item(_found(hand_over_id, agent=agent_of(request))))


@router.put(
    "/{int:hand_over_id}/taking", response=documented(200, HandOverItem, 403, 404), summary="Take over a hand-over"
)
def put_taking(request: HttpRequest, hand_over_id: int) -> HttpResponse:
    """When a colleague was first, it stays theirs: look at `taken_by`."""
    agent = agent_of(request, may=NOTE)
    take_over(_found(hand_over_id, agent=agent), by=agent)
    return answer(_item(_found(hand_over_id, agent=agent)))


@router.delete(
    "/{int:hand_over_id}/taking", response=documented(200, HandOverItem, 403, 404), summary="Put a hand-over back"
)
def delete_taking(request: HttpRequest, hand_over_id: int) -> HttpResponse:
    """It waits for the next shift again."""
    agent = agent_of(request, may=NOTE)
    put_back(_found(hand_over_id, agent=agent), by=agent)
    return answer(_item(_found(hand_over_id, agent=agent)))


def _rows(agent: Agent) -> Any:
    named = Conversation.objects.visible_to(agent).only("id")
    return HandOver.objects.visible_to(agent).prefetch_related(Prefetch("conversations", queryset=named))


def _found(number: int, *, agent: Agent) -> HandOver:
    note: HandOver | None = _rows(agent).filter(pk=min(number, LARGEST)).first()
    if note is None:
        raise Http404
    return note


def _item(note: HandOver) -> dict[str, Any]:
    return {
        "id": note.pk,
        "team": note.team_id,
        "by": note.by_id,
        "at": note.at,
        "text": note.text,
        "conversations": sorted(one.pk for one in note.conversations.all()),
        "taken_by": note.taken_by_id,
        "taken_at": note.taken_at,
    }
