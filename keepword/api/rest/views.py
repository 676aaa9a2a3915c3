"""Saved views: list, read, their conversations, create, change, remove."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from keepword.api.answering import answer, created
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.problems import Problem, wrong
from keepword.api.repeating import once
from keepword.api.rest.describing import LARGEST, Cursor, Id, Limit, Named, Words, documented, only_known
from keepword.api.rest.listing import ConversationPage
from keepword.api.rest.reading import COLUMNS, Row, as_item, tags_of
from keepword.conversations.models import SavedView
from keepword.conversations.models.saved_view import SORTS
from keepword.conversations.views import rules
from keepword.conversations.views.defining import BadName, BadSort, Draft, NotTheirs, change, define, retire
from keepword.conversations.views.listing import count_of, page_of
from keepword.conversations.views.rules import BadRule, Rule
from keepword.people.models import Agent, Team

router = Router(tags=["Views"])


class Condition(Shape):
    field: str = Field(description=f"One of: {', '.join(rules.FIELDS)}.", examples=["status"])
    op: str = Field(
        description=f"Of what is chosen: {', '.join(rules.OF_A_CHOICE)}; of times: {', '.join(rules.OF_A_MOMENT)}.",
        examples=["is"],
    )
    values: list[int | str] = Field(
        default_factory=list,
        max_length=rules.MOST_VALUES,
        description="Of what is chosen, of which one is enough; a day; or a length as an amount and minutes, hours, "
        "days or weeks.",
        examples=[["open"]],
    )


SORT = (
    f"{', '.join(SORTS)}; or own:7 and own:7:down for the order of the own field 7, a number, a date or a text: what "
    "has no value stands behind."
)
SORT_PATTERN = rf"^({'|'.join(SORTS)}|own:[0-9]{{1,18}}(:down)?)$"


class ViewItem(Shape):
    id: int
    name: str
    sort: Annotated[str, Field(description=SORT)]
    place: int
    is_private: bool
    team: Named | None = Field(description="Whose it is; null for a private one and for everybody's.")
    conditions: list[Condition] = Field(description="All must hold. Without any: everything but spam.")
    is_readable: bool = Field(description="False for one that a newer version wrote.")


class ViewList(Shape):
    items: list[ViewItem]
    next: None = Field(description="Always null: there are few.")


class ViewCount(Shape):
    count: int
    is_more: bool = Field(description="There are more than `count`, or there may be: counting ends after a while.")


class WrittenView(Shape):
    """`is_private` views are seen by you alone; a shared one takes the permission manage_views."""

    name: Annotated[Words, Field(min_length=1, max_length=80)]
    conditions: list[Condition] = Field(default_factory=list, max_length=rules.MOST_RULES)
    sort: Annotated[str, Field(pattern=SORT_PATTERN, description=SORT)] = "newest"
    is_private: bool = True
    team: Id | None = None
    place: Annotated[int, Field(ge=0, le=10_000)] | None = None


class Asking(Shape):
    limit: Limit = 50
    cursor: Cursor | None = None


@router.get("", response=documented(200, ViewList), summary="List saved views")
def list_views(request: HttpRequest) -> HttpResponse:
    """Your own, your teams' and everybody's."""
    rows = SavedView.objects.visible_to(agent_of(request)).in_use().in_order().select_related("team")
    return answer({"items": [_item(row) for row in rows], "next": None})


@router.post("", response=documented(201, ViewItem, 400, 403, 409, 422), summary="Save a view")
def create_view(request: HttpRequest, written: WrittenView) -> HttpResponse:
    """A view of your own, or a shared one."""
    agent = agent_of(request)

    def make() -> int:
        number: int = _written(lambda draft: define(draft, by=agent), written=written, agent=agent).pk
        return number

    made, is_repeated = once(request, said=[request.body], make=make)
    return created(_item(_found(made, agent=agent)), address=f"/api/v1/views/{made}", is_repeated=is_repeated)


@router.get("/{int:view_id}", response=documented(200, ViewItem, 404), summary="Read a saved view")
def read_view(request: HttpRequest, view_id: int) -> HttpResponse:
    """One view."""
    return answer(_item(_found(view_id, agent=agent_of(request))))


@router.put("/{int:view_id}", response=documented(200, ViewItem, 400, 403, 404, 422), summary="Change a saved view")
def put_view(request: HttpRequest, view_id: int, written: WrittenView) -> HttpResponse:
    """All of it; what is left out is as in a new one, but for its place."""
    agent = agent_of(request)
    view = _found(view_id, agent=agent)

    def changed(draft: Draft) -> SavedView:
        change(view, to=draft, by=agent)
        return view

    return answer(_item(_written(changed, written=written, agent=agent)))


@router.delete("/{int:view_id}", response=documented(200, ViewItem, 403, 404), summary="Remove a saved view")
def delete_view(request: HttpRequest, view_id: int) -> HttpResponse:
    """It can be brought back at the desk."""
    agent = agent_of(request)
    view = _found(view_id, agent=agent)
    try:
        retire(view, by=agent)
    except NotTheirs as error:
        raise _not_theirs() from error
    return answer(_item(view))


@router.get(
    "/{int:view_id}/conversations",
    response=documented(200, ConversationPage, 400, 404, 422),
    summary="List the conversations of a saved view",
)
def list_view_conversations(request: HttpRequest, view_id: int, asking: Query[Asking]) -> HttpResponse:
    """Those that you may see, in the view's order. A page may be short, and even empty, before the end."""
    only_known(request, Asking)
    agent = agent_of(request)
    view = _found(view_id, agent=agent)
    asked = _asked(view)
    found = page_of(asked, sort=view.sort, agent=agent, cursor=asking.cursor, columns=COLUMNS, limit=asking.limit)
    rows = [Row._make(one) for one in found.rows]
    tags = tags_of([row.id for row in rows])
    return answer({"items": [as_item(row, tags=tags[row.id]) for row in rows], "next": found.next})


@router.get("/{int:view_id}/count", response=documented(200, ViewCount, 404, 422), summary="Count a saved view")
def read_view_count(request: HttpRequest, view_id: int) -> HttpResponse:
    """How many conversations of it you may see, at most 999."""
    agent = agent_of(request)
    found = count_of(_asked(_found(view_id, agent=agent)), agent=agent)
    return answer({"count": found.number, "is_more": found.is_more})


def _found(view_id: int, *, agent: Agent) -> SavedView:
    views = SavedView.objects.visible_to(agent).in_use().select_related("team")
    view = views.filter(pk=view_id).first() if view_id <= LARGEST else None
    if view is None:
        raise Http404
    return view


def _asked(view: SavedView) -> tuple[Rule, ...]:
    try:
        return rules.read(view.conditions)
    except BadRule as error:
        raise wrong("", "This view cannot be read by this version.") from error


def _written(write: Any, *, written: WrittenView, agent: Agent) -> SavedView:
    """Raises Problem."""
    try:
        view: SavedView = write(_draft(written, agent=agent))
    except BadRule as error:
        raise wrong("/conditions", f"There is no such condition, or not with these values: {error.field}.") from error
    except BadName as error:
        raise wrong("/name", "A view has a name.") from error
    except BadSort as error:
        raise wrong("/sort", "There is no such own field, or nothing is put in order by it.") from error
    except NotTheirs as error:
        raise _not_theirs() from error
    return view


def _draft(written: WrittenView, *, agent: Agent) -> Draft:
    """Raises Problem."""
    if written.is_private and written.team is not None:
        raise wrong("/team", "A private view is of no team.")
    team = Team.objects.filter(pk=written.team).first() if written.team is not None else None
    if written.team is not None and team is None:
        raise wrong("/team", "There is no such team.")
    return Draft(
        name=written.name,
        rules=[Rule(one.field, one.op, tuple(one.values)) for one in written.conditions],
        sort=written.sort,
        owner=agent if written.is_private else None,
        team=team,
        place=written.place,
    )


def _not_theirs() -> Problem:
    detail = "A shared view takes the permission manage_views; a private one is changed by its owner."
    return Problem(403, name="not-permitted", detail=detail)


def _item(view: SavedView) -> dict[str, Any]:
    try:
        asked, is_readable = rules.read(view.conditions), True
    except BadRule:
        asked, is_readable = (), False
    return {
        "id": view.pk,
        "name": view.name,
        "sort": view.sort,
        "place": view.place,
        "is_private": view.owner_id is not None,
        "team": {"id": view.team.pk, "name": view.team.name} if view.team else None,
        "conditions": [{"field": one.field, "op": one.op, "values": list(one.values)} for one in asked],
        "is_readable": is_readable,
    }
