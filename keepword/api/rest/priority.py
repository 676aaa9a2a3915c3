"""What goes first."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router
from keepword.api.rest.describing import Given, Priority, documented
from keepword.api.rest.reading import ConversationInFull, found, full
from keepword.conversations.prioritising import prioritise
from keepword.people.permissions import CHANGE

router = Router(tags=["Conversations"])


class NewPriority(Given):
    priority: Annotated[Priority, Field(examples=["high"])]


@router.put(
    "/{int:conversation_id}/priority",
    response=documented(200, ConversationInFull, 403, 400, 404, 413, 415, 422),
    summary="Set the priority of a conversation",
)
def put_priority(request: HttpRequest, conversation_id: int, new: NewPriority) -> HttpResponse:
    """low, normal, high or urgent."""
    agent = agent_of(request, may=CHANGE)
    prioritise(found(conversation_id, agent=agent), priority=new.priority, by=agent.as_actor)
    return answer(full(conversation_id, agent=agent))
