"""One act on many conversations: begin, watch, stop, take back."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from pydantic import Field

from keepword.api.answering import answer, created
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.problems import Problem, wrong
from keepword.api.repeating import once
from keepword.api.rest.describing import Given, Id, View, Words, documented
from keepword.conversations.bulk.acts import ACTS, BadAct
from keepword.conversations.bulk.beginning import begin, cancel, undo
from keepword.conversations.bulk.counting import progress_of, troubles_of
from keepword.conversations.bulk.searching import found_by
from keepword.conversations.models import Bulk, Conversation, SavedView
from keepword.conversations.models.bulk import STATES
from keepword.people.models import Agent
from keepword.people.permissions import BULK

router = Router(tags=["Bulk"])
MOST_NAMED = 2000
WORDS = 20_000


class NewBulk(Given):
    """Exactly one of `conversations`, `view`, `saved_view` and `query` says to which."""

    do: Annotated[str, Field(pattern=f"^({'|'.join(ACTS)})$", json_schema_extra={"enum": [*ACTS]})]
    to: int | Annotated[Words, Field(max_length=WORDS)] | None = Field(
        default=None,
        description="An agent's or a team's id (null for nobody), a tag, a priority, hours of a snooze, the id of the "
        "conversation to merge into, the id of a task whose result each should hear (as a draft), or the "
        "words of a reply.",
        examples=["urgent"],
    )
    conversations: list[Id] = Field(default_factory=list, max_length=MOST_NAMED)
    view: View | None = None
    saved_view: Id | None = None
    query: Annotated[Words, Field(max_length=500)] | None = Field(default=None, description="As in the search.")


class Trouble(Shape):
    conversation: int
    reason: str = Field(description="A short word: gone, permission, merged, changed …")


class BulkItem(Shape):
    id: int
    do: str
    state: Annotated[str, Field(json_schema_extra={"enum": STATES})]
    undoes: int | None = Field(description="The id of what it takes back.")
    total: int
    done: int
    same: int = Field(description="They were so already.")
    failed: int
    left: int = Field(description="Not taken back, because somebody changed them since.")
    to_do: int
    troubles: list[Trouble] = Field(description="The first of those that failed or were left.")


@router.post("", response=documented(201, BulkItem, 400, 403, 404, 409, 413, 415, 422), summary="Begin a bulk act")
def create_bulk(request: HttpRequest, new: NewBulk) -> HttpResponse:
    """It is done in the background, a few conversations at a time: read it to see how far it is. It takes the
    permission of the act besides."""
    agent_of(request, may=BULK)
    agent = agent_of(request, may=ACTS[new.do].permission)
    which = _which(new, agent=agent)
    made, is_repeated = once(request, said=[request.body], make=lambda: _begin(new, which=which, agent=agent))
    shown = _item(get_object_or_404(Bulk.objects.visible_to(agent), pk=made), agent=agent)
    return created(shown, address=f"/api/v1/bulk/{made}", is_repeated=is_repeated)


def _which(new: NewBulk, *, agent: Agent) -> dict[str, Any]:
    given = [name for name in ("conversations", "view", "saved_view", "query") if getattr(new, name)]
    if len(given) != 1:
        raise wrong("/conversations", "Say one thing: conversations, view, saved_view or query.")
    if new.view:
        return {"view": new.view}
    if new.saved_view:
        views = SavedView.objects.visible_to(agent).in_use()
        return {"saved_view": get_object_or_404(views, pk=new.saved_view)}
    ids = found_by(new.query, agent=agent) if new.query else new.conversations
    if not ids:
        raise wrong("/query", "Nothing is found.")
    seen = Conversation.objects.visible_to(agent).filter(pk__in=ids).count()
    if seen < len(set(ids)):
        raise Http404
    return {"ids": ids}


def _begin(new: NewBulk, *, which: dict[str, Any], agent: Agent) -> int:
    try:
        return begin(new.do, by=agent, to=new.to, **which).pk
    except BadAct as error:
        raise wrong("/to", "This act needs something else here.") from error


@router.get("/{int:bulk_id}", response=documented(200, BulkItem, 404), summary="Read how far a bulk act is")
def read_bulk(request: HttpRequest, bulk_id: int) -> HttpResponse:
    """One of your own."""
    agent = agent_of(request)
    return answer(_item(_own(bulk_id, agent=agent), agent=agent))


@router.put("/{int:bulk_id}/cancellation", response=documented(200, BulkItem, 403, 404), summary="Stop a bulk act")
def put_cancellation(request: HttpRequest, bulk_id: int) -> HttpResponse:
    """What is done stays done, and can be taken back. One that is over changes nothing."""
    agent = agent_of(request, may=BULK)
    cancel(_own(bulk_id, agent=agent), by=agent)
    return answer(_item(_own(bulk_id, agent=agent), agent=agent))


@router.put(
    "/{int:bulk_id}/undoing", response=documented(200, BulkItem, 403, 404, 409), summary="Take a bulk act back"
)
def put_undoing(request: HttpRequest, bulk_id: int) -> HttpResponse:
    """Answers the bulk act that does it, the same however often it is asked for. What somebody changed since is left
    as it is."""
    agent = agent_of(request, may=BULK)
    made = undo(_own(bulk_id, agent=agent), by=agent)
    if made is None:
        detail = "It still runs, it takes another one back itself, or it cannot be taken back."
        raise Problem(409, name="not-undone", detail=detail)
    return answer(_item(made, agent=agent))


def _own(bulk_id: int, *, agent: Agent) -> Bulk:
    found: Bulk = get_object_or_404(Bulk.objects.visible_to(agent), pk=bulk_id)
    return found


def _item(bulk: Bulk, *, agent: Agent) -> dict[str, Any]:
    progress = progress_of(bulk)
    troubles = troubles_of(bulk, to=agent) if progress.failed or progress.left else []
    return {
        "id": bulk.pk,
        "do": bulk.do,
        "state": bulk.state,
        "undoes": bulk.undoes_id,
        "total": progress.total,
        "done": progress.done,
        "same": progress.same,
        "failed": progress.failed,
        "left": progress.left,
        "to_do": progress.to_do,
        "troubles": [{"conversation": one.conversation_id, "reason": one.reason} for one in troubles],
    }
