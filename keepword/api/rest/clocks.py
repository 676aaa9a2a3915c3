"""The targets of a conversation, and that no reply is needed."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.rest.describing import documented
from keepword.api.rest.reading import ConversationInFull, found, full
from keepword.conversations.settling import need_no_reply
from keepword.kit import clock as time
from keepword.people.permissions import CHANGE
from keepword.promises.models import Clock
from keepword.promises.models.clock import OUTCOMES
from keepword.promises.models.policy import KINDS

router = Router(tags=["Targets"])


class ClockItem(Shape):
    id: int
    policy: int
    kind: str = Field(json_schema_extra={"enum": [*KINDS]})
    started_at: datetime
    seconds: int = Field(description="The target, in the time of its policy.")
    due_at: datetime | None = Field(description="null while it is paused, and when our hours never come to it.")
    pauses: list[tuple[datetime, datetime | None]] = Field(description="While we waited for the customer.")
    done_at: datetime | None
    ended_at: datetime | None = Field(description="When it was done, or when nothing was left to do.")
    outcome: str = Field(json_schema_extra={"enum": [*OUTCOMES]}, description="`void` counts nowhere.")
    is_overdue: bool


class ClockList(Shape):
    items: list[ClockItem]
    next: None = Field(description="Always null: there are few.")


@router.get("/{int:conversation_id}/clocks", response=documented(200, ClockList, 404), summary="List clocks")
def list_clocks(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Every clock that ran or runs in a conversation, oldest first."""
    conversation = found(conversation_id, agent=agent_of(request))
    rows = Clock.objects.filter(conversation=conversation).order_by("started_at", "id")
    return answer({"items": [_item(row, now=time.now()) for row in rows], "next": None})


@router.post(
    "/{int:conversation_id}/settlement",
    response=documented(200, ConversationInFull, 403, 404),
    summary="Say that no reply is needed",
)
def create_settlement(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """End the wait of the customer without a reply. The conversation stays as it is; who said it is kept."""
    agent = agent_of(request, may=CHANGE)
    need_no_reply(found(conversation_id, agent=agent), by=agent.as_actor)
    return answer(full(conversation_id, agent=agent))


def _item(clock: Clock, *, now: datetime) -> dict[str, Any]:
    return {
        "id": clock.pk,
        "policy": clock.policy_id,
        "kind": clock.kind,
        "started_at": clock.started_at,
        "seconds": clock.seconds,
        "due_at": clock.due_at,
        "pauses": clock.pauses,
        "done_at": clock.done_at,
        "ended_at": clock.ended_at,
        "outcome": clock.outcome,
        "is_overdue": clock.is_overdue(at=now),
    }
