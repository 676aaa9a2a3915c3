"""Who holds a conversation."""

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router
from keepword.api.problems import wrong
from keepword.api.rest.describing import Given, Id, documented
from keepword.api.rest.reading import ConversationInFull, found, full
from keepword.conversations.assigning import CannotSeeIt, assign, assign_team
from keepword.conversations.models import Conversation
from keepword.people.models import Agent, Team
from keepword.people.permissions import ASSIGN

router = Router(tags=["Conversations"])


class Assignment(Given):
    """What is left out stays as it is; null takes it away."""

    assignee: Id | None = Field(default=None, description="An agent's id.")
    team: Id | None = Field(default=None, description="A team's id.")


@router.put(
    "/{int:conversation_id}/assignment",
    response=documented(200, ConversationInFull, 403, 400, 404, 413, 415, 422),
    summary="Assign a conversation",
)
def put_assignment(request: HttpRequest, conversation_id: int, new: Assignment) -> HttpResponse:
    """Give a conversation to an agent, to a team, or to both."""
    agent = agent_of(request, may=ASSIGN)
    conversation = found(conversation_id, agent=agent)
    team = _team(new.team)
    if "assignee" in new.model_fields_set:
        _assign(conversation, to=new.assignee, by=agent)
    if "team" in new.model_fields_set:
        assign_team(conversation, to=team, by=agent.as_actor)
    return answer(full(conversation_id, agent=agent))


@router.delete(
    "/{int:conversation_id}/assignment",
    response=documented(200, ConversationInFull, 403, 404),
    summary="Take a conversation from its assignee",
)
def delete_assignment(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Nobody holds it any more. Its team stays."""
    agent = agent_of(request, may=ASSIGN)
    assign(found(conversation_id, agent=agent), to=None, by=agent.as_actor)
    return answer(full(conversation_id, agent=agent))


def _assign(conversation: Conversation, *, to: int | None, by: Agent) -> None:
    assignee = Agent.objects.active().filter(pk=to).first() if to else None
    if to and assignee is None:
        raise wrong("/assignee", "There is no such agent.")
    try:
        assign(conversation, to=assignee, by=by.as_actor)
    except CannotSeeIt as error:
        raise wrong("/assignee", "This agent may not see the conversation.") from error


def _team(number: int | None) -> Team | None:
    team = Team.objects.filter(pk=number).first() if number else None
    if number and team is None:
        raise wrong("/team", "There is no such team.")
    return team
