"""What customers may want to buy, handed over without pushing."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer, created
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router
from keepword.api.problems import wrong
from keepword.api.repeating import once
from keepword.api.rest.describing import MEANT, SOMETHING, Given, Id, Moment, Words, documented
from keepword.api.rest.reading import found
from keepword.api.rest.tasks import TaskItem, TaskList, item_of, task_for
from keepword.conversations.models import Conversation
from keepword.conversations.models.internal_task import GROUNDS, OPPORTUNITIES, OUTCOMES
from keepword.conversations.opportunities.deciding import NoOpportunity, decide
from keepword.conversations.opportunities.handing import NoOffers, Wanted, hand_to_sales
from keepword.conversations.opportunities.listing import MOST, open_opportunities
from keepword.conversations.tasks.giving import LONGEST
from keepword.conversations.tasks.owning import NotForThem
from keepword.people.models import Agent, Team
from keepword.people.permissions import TASK

router = Router(tags=["Teamwork"])
conversation_router = Router(tags=["Teamwork"])
task_router = Router(tags=["Teamwork"])


def _one_of(known: tuple[str, ...]) -> Any:
    return Field(pattern=f"^({'|'.join(known)})$", json_schema_extra={"enum": list(known)})


class NewOpportunity(Given):
    kind: Annotated[str, _one_of(OPPORTUNITIES)]
    words: Annotated[Words, Field(max_length=LONGEST, pattern=SOMETHING, json_schema_extra=MEANT)]
    ground: Annotated[str, _one_of(GROUNDS)] = Field(description="They asked, or they agreed: nothing else will do.")
    team: Id
    due_at: Moment | None = None


class NewOutcome(Given):
    outcome: Annotated[str, _one_of(OUTCOMES)] = Field(description="`never` lasts: they are handed to nobody again.")
    words: Annotated[Words, Field(max_length=LONGEST)] = ""


@router.get("", response=documented(200, TaskList), summary="List open opportunities")
def list_opportunities(request: HttpRequest) -> HttpResponse:
    """The oldest first."""
    return answer({"items": [item_of(one) for one in open_opportunities(agent_of(request))[:MOST]], "next": None})


@conversation_router.post(
    "/{int:conversation_id}/opportunities",
    response=documented(201, TaskItem, 403, 400, 404, 409, 413, 415, 422),
    summary="Hand an opportunity to a team",
)
def create_opportunity(request: HttpRequest, conversation_id: int, new: NewOpportunity) -> HttpResponse:
    """A task of that team, whose outcome you hear of. Refused for whoever wants to be offered nothing."""
    agent = agent_of(request, may=TASK)
    conversation = found(conversation_id, agent=agent)
    made, is_repeated = once(request, said=(request.body,), make=lambda: _hand(conversation, new=new, by=agent))
    item = item_of(task_for(made, agent=agent))
    return created(item, address=f"/api/v1/tasks/{made}", is_repeated=is_repeated)


@task_router.put(
    "/{int:opportunity_id}/outcome",
    response=documented(200, TaskItem, 403, 400, 404, 413, 415, 422),
    summary="Say what came of an opportunity",
)
def put_outcome(request: HttpRequest, opportunity_id: int, new: NewOutcome) -> HttpResponse:
    """The first counts."""
    agent = agent_of(request, may=TASK)
    try:
        decide(task_for(opportunity_id, agent=agent), outcome=new.outcome, words=new.words, by=agent)
    except NoOpportunity as error:
        raise wrong("/outcome", "It is another task.") from error
    return answer(item_of(task_for(opportunity_id, agent=agent)))


def _hand(conversation: Conversation, *, new: NewOpportunity, by: Agent) -> int:
    team = Team.objects.filter(pk=new.team).first()
    if team is None:
        raise wrong("/team", "There is no such team.")
    try:
        wanted = Wanted(new.kind, new.words, team, new.ground, new.due_at)
        return hand_to_sales(conversation, wanted=wanted, by=by).pk
    except NoOffers as error:
        raise wrong("/kind", "They want to be offered nothing.") from error
    except NotForThem as error:
        raise wrong("/team", "They may not see the conversation.") from error
