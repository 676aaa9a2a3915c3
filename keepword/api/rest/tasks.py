"""What colleagues ask of each other, by program."""

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from keepword.api.answering import answer, created
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.problems import wrong
from keepword.api.repeating import once
from keepword.api.rest.describing import LARGEST, MEANT, SOMETHING, Given, Id, Moment, Words, documented, only_known
from keepword.api.rest.reading import found
from keepword.conversations.models import Conversation, InternalTask
from keepword.conversations.models.internal_task import AWAITED
from keepword.conversations.tasks.finishing import NoOutcome, NoResult, finish, take_up
from keepword.conversations.tasks.giving import LONGEST, Asked, change, give
from keepword.conversations.tasks.listing import MINE, MOST, WHOSE, tasks_of
from keepword.conversations.tasks.owning import NotForThem
from keepword.conversations.tasks.raising import say_that_it_is_raised
from keepword.people.models import Agent, Team
from keepword.people.permissions import REPLY, TASK

router = Router(tags=["Teamwork"])
conversation_router = Router(tags=["Teamwork"])
Awaited = Annotated[str, Field(pattern=f"^({'|'.join(AWAITED)})$", json_schema_extra={"enum": AWAITED})]
Whose = Annotated[str, Field(pattern=f"^({'|'.join(WHOSE)})$", json_schema_extra={"enum": list(WHOSE)})]


class TaskItem(Shape):
    id: int
    conversation: int | None = Field(description="null for one that stands alone.")
    words: str
    agent: int | None = Field(description="Who does it; null when a team does, or nobody yet.")
    team: int | None
    by: int | None = Field(description="Who asked for it.")
    given_at: datetime
    due_at: datetime | None
    done_at: datetime | None
    done_by: int | None
    awaits: str = Field(description="Whom the conversation waits for until it is done; empty for our own work.")
    is_raised: bool = Field(description="The customer was told that they will hear what comes of it.")
    result: str
    opportunity: str = Field(description="What the customer may want to buy; empty for every other task.")
    ground: str = Field(description="They `asked`, or they `agreed`.")
    outcome: str = Field(description="What came of an opportunity.")


class TaskList(Shape):
    items: list[TaskItem]
    next: None = Field(description=f"Always null: the first {MOST}.")


class TaskFilters(Shape):
    whose: Whose = MINE
    is_done: bool = False


class TaskDraft(Given):
    words: Annotated[Words, Field(max_length=LONGEST, pattern=SOMETHING, json_schema_extra=MEANT)]
    agent: Id | None = Field(default=None, description="Without an agent and a team it is your own.")
    team: Id | None = None
    due_at: Moment | None = None
    awaits: Awaited | None = Field(
        default=None, description="Without it: the team that is asked, if it is another than the conversation's."
    )


class NewTask(TaskDraft):
    is_raised: bool = Field(default=False, description="The customer hears of it; takes the permission to reply.")


class NewTaskAnywhere(NewTask):
    conversation: Id | None = Field(default=None, description="Without one it stands alone.")


class Completion(Given):
    result: Annotated[Words, Field(max_length=LONGEST)] = Field(
        default="", description="What came of it. It must be there for what was raised: the customer hears it."
    )


@router.get("", response=documented(200, TaskList, 400, 422), summary="List tasks")
def list_tasks(request: HttpRequest, filters: Query[TaskFilters]) -> HttpResponse:
    """Yours, your teams', those that you asked for, or those without an owner: by their time, done ones by when."""
    only_known(request, TaskFilters)
    rows = tasks_of(agent_of(request), whose=filters.whose, is_done=filters.is_done)[:MOST]
    return answer({"items": [item_of(one) for one in rows], "next": None})


@router.post("", response=documented(201, TaskItem, 403, 400, 409, 413, 415, 422), summary="Give a task anywhere")
def create_task_anywhere(request: HttpRequest, new: NewTaskAnywhere) -> HttpResponse:
    """Without a conversation, whoever gave it, has it or is in its team sees it."""
    agent = agent_of(request, may=TASK)
    try:
        conversation = found(new.conversation, agent=agent) if new.conversation else None
    except Http404 as error:
        raise wrong("/conversation", "There is no such conversation, or none that you may see.") from error
    return _given(request, new, conversation=conversation)


@router.get("/{int:task_id}", response=documented(200, TaskItem, 404), summary="Read a task")
def read_task(request: HttpRequest, task_id: int) -> HttpResponse:
    return answer(item_of(task_for(task_id, agent=agent_of(request))))


@conversation_router.post(
    "/{int:conversation_id}/tasks",
    response=documented(201, TaskItem, 403, 400, 404, 409, 413, 415, 422),
    summary="Give a task",
)
def create_task(request: HttpRequest, conversation_id: int, new: NewTask) -> HttpResponse:
    """What is raised for the customer leaves words to tell them among your drafts."""
    agent = agent_of(request, may=TASK)
    return _given(request, new, conversation=found(conversation_id, agent=agent))


@router.put(
    "/{int:task_id}", response=documented(200, TaskItem, 403, 400, 404, 413, 415, 422), summary="Change a task"
)
def put_task(request: HttpRequest, task_id: int, new: TaskDraft) -> HttpResponse:
    """What is left out is emptied: without an owner it is yours."""
    agent = agent_of(request, may=TASK)
    task = task_for(task_id, agent=agent)
    asked = _asked(new, agent=agent)
    try:
        change(task, to=asked, by=agent)
    except NotForThem as error:
        raise _not_for_them(new) from error
    return answer(item_of(task_for(task_id, agent=agent)))


@router.put(
    "/{int:task_id}/completion",
    response=documented(200, TaskItem, 403, 400, 404, 413, 415, 422),
    summary="Finish a task",
)
def put_completion(request: HttpRequest, task_id: int, new: Completion) -> HttpResponse:
    """Done twice is done once, and the first result stands."""
    agent = agent_of(request, may=TASK)
    try:
        finish(task_for(task_id, agent=agent), by=agent, result=new.result)
    except NoOutcome as error:
        raise wrong("/result", "It is an opportunity: say its outcome at /tasks/{id}/outcome.") from error
    except NoResult as error:
        raise wrong("/result", "The customer was told that they would hear what came of it.") from error
    return answer(item_of(task_for(task_id, agent=agent)))


@router.delete(
    "/{int:task_id}/completion", response=documented(200, TaskItem, 403, 404), summary="Take a task up again"
)
def delete_completion(request: HttpRequest, task_id: int) -> HttpResponse:
    agent = agent_of(request, may=TASK)
    take_up(task_for(task_id, agent=agent), by=agent)
    return answer(item_of(task_for(task_id, agent=agent)))


def _given(request: HttpRequest, new: NewTask, *, conversation: Conversation | None) -> HttpResponse:
    agent = agent_of(request, may=REPLY) if new.is_raised else agent_of(request)
    if new.is_raised and conversation is None:
        raise wrong("/is_raised", "Nobody hears of a task that stands alone.")
    made, is_repeated = once(request, said=(request.body,), make=lambda: _give(conversation, new=new, by=agent))
    item = item_of(task_for(made, agent=agent))
    return created(item, address=f"/api/v1/tasks/{made}", is_repeated=is_repeated)


def _give(conversation: Conversation | None, *, new: NewTask, by: Agent) -> int:
    try:
        task = give(_asked(new, agent=by), by=by, conversation=conversation, is_raised=new.is_raised)
    except NotForThem as error:
        raise _not_for_them(new) from error
    if new.is_raised:
        say_that_it_is_raised(task, by=by, until=None)
    return task.pk


def _asked(new: TaskDraft, *, agent: Agent) -> Asked:
    if new.agent and new.team:
        raise wrong("/team", "An agent or a team, not both.")
    owner = Agent.objects.active().filter(pk=new.agent).first() if new.agent else None
    team = Team.objects.filter(pk=new.team).first() if new.team else None
    if new.agent and owner is None:
        raise wrong("/agent", "There is no such agent.")
    if new.team and team is None:
        raise wrong("/team", "There is no such team.")
    return Asked(new.words, agent=owner or (None if team else agent), team=team, due_at=new.due_at, awaits=new.awaits)


def _not_for_them(new: TaskDraft) -> Exception:
    return wrong("/team" if new.team else "/agent", "They may not see the conversation.")


def task_for(number: int, *, agent: Agent) -> InternalTask:
    task = InternalTask.objects.visible_to(agent).with_people().filter(pk=min(number, LARGEST)).first()
    if task is None:
        raise Http404
    return task


def item_of(task: InternalTask) -> dict[str, Any]:
    return {
        "id": task.pk,
        "conversation": task.conversation_id,
        "words": task.words,
        "agent": task.agent_id,
        "team": task.team_id,
        "by": task.by_id,
        "given_at": task.given_at,
        "due_at": task.due_at,
        "done_at": task.done_at,
        "done_by": task.done_by_id,
        "awaits": task.awaits,
        "is_raised": task.is_raised,
        "result": task.result,
        "opportunity": task.opportunity,
        "ground": task.ground,
        "outcome": task.outcome,
    }
