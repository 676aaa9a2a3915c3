"""Who takes live chats, and whether they are there."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.rest.describing import LARGEST, documented
from keepword.conversations.chatting.availability import held_by, is_there
from keepword.conversations.chatting.rules import rules
from keepword.conversations.chatting.seating import take_chats, take_no_chats
from keepword.kit import clock
from keepword.people.models import Agent
from keepword.people.permissions import MANAGE_SETTINGS, REPLY

router = Router(tags=["Chats"])


class SeatItem(Shape):
    agent: int
    takes_chats: bool
    is_there: bool = Field(description="A chat may ring for them now: a screen is open and they are not away.")
    seen_at: datetime | None = Field(description="The last sign of an open screen of who takes chats.")
    holds: int = Field(description="Chats that they have, or that ring for them alone.")
    most: int = Field(description="So many at once.")


class SeatList(Shape):
    items: list[SeatItem]
    next: None = Field(description="Always null: everybody who may answer.")


@router.get("/seats", response=documented(200, SeatList), summary="List who takes chats")
def list_chat_seats(request: HttpRequest) -> HttpResponse:
    """Every agent who may answer customers, by their number."""
    agent_of(request)
    agents = [one for one in Agent.objects.active().select_related("own_role").order_by("id") if one.may(REPLY)]
    return answer({"items": _items(agents), "next": None})


@router.put("/seats/{int:agent_id}", response=documented(200, SeatItem, 403, 404), summary="Take chats")
def put_chat_seat(request: HttpRequest, agent_id: int) -> HttpResponse:
    """Yourself: that you are there holds for two and a half minutes, so say it again while you are, or have the desk
    open. A colleague takes the permission `manage_settings`, and is there when their screen is."""
    agent = _arranged(request, agent_id)
    take_chats(agent, by=agent_of(request).as_actor)
    return answer(_items([agent])[0])


@router.delete("/seats/{int:agent_id}", response=documented(200, SeatItem, 403, 404), summary="Take no chats")
def delete_chat_seat(request: HttpRequest, agent_id: int) -> HttpResponse:
    """Nothing new rings for them; what they hold stays theirs. A colleague takes the permission `manage_settings`."""
    agent = _arranged(request, agent_id)
    take_no_chats(agent, by=agent_of(request).as_actor)
    return answer(_items([agent])[0])


def _arranged(request: HttpRequest, number: int) -> Agent:
    """Oneself, or a colleague for whoever manages settings. Raises Http404 for none who may answer."""
    own: Agent = agent_of(request, may=REPLY) if number == agent_of(request).pk else agent_of(request)
    if own.pk == number:
        return own
    agent_of(request, may=MANAGE_SETTINGS)
    agent: Agent | None = Agent.objects.active().filter(pk=min(number, LARGEST)).first()
    if agent is None:
        raise Http404
    return agent


def _items(agents: list[Agent]) -> list[dict[str, Any]]:
    held, house, now = held_by(agents), rules().most, clock.now()
    fresh = {one.pk: one for one in Agent.objects.filter(pk__in=[agent.pk for agent in agents])}
    return [
        {
            "agent": agent.pk,
            "takes_chats": agent.takes_chats,
            "is_there": is_there(agent, now=now),
            "seen_at": agent.screen_at,
            "holds": held[agent.pk],
            "most": agent.most_chats or house,
        }
        for agent in (fresh[one.pk] for one in agents)
    ]
