"""The words of tags: which there are, and what becomes of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer, created
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.problems import Problem, wrong
from keepword.api.repeating import once
from keepword.api.rest.describing import LARGEST, MEANT, SOMETHING, Given, Id, Words, documented
from keepword.conversations.models import Tag
from keepword.conversations.models.conversation import TAG_COLOURS
from keepword.conversations.tag_care import NameTaken, add, bring_back, change, merge, retire
from keepword.conversations.tagging import LENGTH, BadTag, clean
from keepword.people.models import Agent
from keepword.people.permissions import MANAGE_TAGS
from keepword.promises.clocks.policies import naming_tag

router = Router(tags=["Conversations"])
COLOURS = ("", *TAG_COLOURS)
Colour = Annotated[str, Field(pattern=f"^({'|'.join(COLOURS)})$", json_schema_extra={"enum": [*COLOURS]})]


class KnownTag(Shape):
    id: int
    name: str
    colour: str = Field(description='"" for none.')
    is_retired: bool = Field(description="It is offered no more, and stays where it is.")


class KnownTagList(Shape):
    items: list[KnownTag]
    next: None = Field(description="Always null.")


class WrittenTag(Given):
    name: Annotated[Words, Field(max_length=LENGTH, pattern=SOMETHING, json_schema_extra=MEANT, examples=["refund"])]
    colour: Colour = ""


class MergedTag(Given):
    tag: Id = Field(description="The one that is given up for this one.")


@router.get("", response=documented(200, KnownTagList), summary="List tags")
def list_known_tags(request: HttpRequest) -> HttpResponse:
    """By name; words of the whole organisation."""
    agent_of(request)
    rows = Tag.objects.filter(merged_into=None).order_by("name")  # house: words of all
    return answer({"items": [_item(one) for one in rows], "next": None})


@router.post("", response=documented(201, KnownTag, 400, 403, 409, 413, 415, 422), summary="Add a tag")
def create_known_tag(request: HttpRequest, new: WrittenTag) -> HttpResponse:
    """Before anybody wrote it on a conversation."""
    agent = agent_of(request, may=MANAGE_TAGS)
    made, is_repeated = once(request, said=(request.body,), make=lambda: _add(new, by=agent))
    return created(_item(_found(made)), address=f"/api/v1/tags/{made}", is_repeated=is_repeated)


@router.get("/{int:tag_id}", response=documented(200, KnownTag, 404), summary="Read a tag")
def read_known_tag(request: HttpRequest, tag_id: int) -> HttpResponse:
    agent_of(request)
    return answer(_item(_found(tag_id)))


@router.put(
    "/{int:tag_id}", response=documented(200, KnownTag, 400, 403, 404, 409, 413, 415, 422), summary="Change a tag"
)
def put_known_tag(request: HttpRequest, tag_id: int, new: WrittenTag) -> HttpResponse:
    """The word that it had leads to the new one. One that a target asks for keeps its word: 409 `named`."""
    agent = agent_of(request, may=MANAGE_TAGS)
    tag = _found(tag_id)
    with _a_word():
        if clean(new.name) != tag.name:
            _demand_unnamed(tag)
        change(tag, name=new.name, colour=new.colour, by=agent.as_actor)
    return answer(_item(_found(tag_id)))


@router.delete("/{int:tag_id}", response=documented(200, KnownTag, 403, 404), summary="Retire a tag")
def delete_known_tag(request: HttpRequest, tag_id: int) -> HttpResponse:
    agent = agent_of(request, may=MANAGE_TAGS)
    retire(_found(tag_id), by=agent.as_actor)
    return answer(_item(_found(tag_id)))


@router.put("/{int:tag_id}/restoration", response=documented(200, KnownTag, 403, 404), summary="Bring back a tag")
def put_tag_restoration(request: HttpRequest, tag_id: int) -> HttpResponse:
    agent = agent_of(request, may=MANAGE_TAGS)
    bring_back(_found(tag_id), by=agent.as_actor)
    return answer(_item(_found(tag_id)))


@router.post(
    "/{int:tag_id}/merges",
    response=documented(200, KnownTag, 400, 403, 404, 409, 413, 415, 422),
    summary="Merge another tag into this one",
)
def create_tag_merge(request: HttpRequest, tag_id: int, new: MergedTag) -> HttpResponse:
    """Every conversation with the other one has this one, and its word leads here from now on. One that was merged
    here already changes nothing. 409 `named` when a policy asks for the other one."""
    agent = agent_of(request, may=MANAGE_TAGS)
    kept = _found(tag_id)
    other = Tag.objects.filter(pk=min(new.tag, LARGEST)).first()  # house: words of all
    if other is None:
        raise wrong("/tag", "There is no such tag.")
    if other.merged_into_id != kept.pk:
        _demand_unnamed(other)
        try:
            merge(other, into=kept, by=agent.as_actor)
        except ValueError as error:
            raise wrong("/tag", "It is this one, or it was merged into another.") from error
    return answer(_item(_found(tag_id)))


def _add(new: WrittenTag, *, by: Agent) -> int:
    with _a_word(), transaction.atomic():
        return add(new.name, colour=new.colour, by=by.as_actor).pk


@contextmanager
def _a_word() -> Iterator[None]:
    try:
        yield
    except BadTag as error:
        raise wrong("/name", f"A tag is 1 to {LENGTH} characters.") from error
    except (NameTaken, IntegrityError) as error:
        raise wrong("/name", "There is a tag of this name, or there was.") from error


def _demand_unnamed(tag: Tag) -> None:
    if policy := naming_tag(tag.name):
        raise Problem(409, name="named", detail=f"The policy {policy.pk} asks for it. Take it out there first.")


def _found(number: int) -> Tag:
    tag = Tag.objects.filter(merged_into=None, pk=min(number, LARGEST)).first()  # house: words of all
    if tag is None:
        raise Http404
    return tag


def _item(tag: Tag) -> dict[str, Any]:
    return {"id": tag.pk, "name": tag.name, "colour": tag.colour, "is_retired": tag.retired_at is not None}
