"""Where the token's agent was called, and which conversations they follow."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.rest.describing import LARGEST, Cursor, Limit, Named, documented, only_known
from keepword.api.rest.reading import found
from keepword.conversations.models import Conversation, Mention
from keepword.conversations.teamwork.following import follow, followers_of, unfollow
from keepword.conversations.teamwork.reading import mark
from keepword.kit import pages
from keepword.people.models import Agent

router = Router(tags=["Teamwork"])
conversation_router = Router(tags=["Teamwork"])
NEWEST = pages.Order("at", is_descending=True)


class MentionItem(Shape):
    id: int
    at: datetime
    conversation: int
    message: int = Field(description="The note that calls.")
    text: str
    team: int | None = Field(description="The team by which they were called, null for their own name.")
    read_at: datetime | None


class MentionPage(Shape):
    items: list[MentionItem]
    next: str | None = Field(description="The `cursor` of the page after; null at the end.")


class MentionFilters(Shape):
    is_read: bool | None = None
    limit: Limit = 50
    cursor: Cursor | None = None


class Followers(Shape):
    items: list[Named]
    next: None = Field(description="Always null: there are few.")


@router.get("", response=documented(200, MentionPage, 400, 422), summary="List my mentions")
def list_mentions(request: HttpRequest, filters: Query[MentionFilters]) -> HttpResponse:
    """Notes that call the token's agent, the newest first."""
    only_known(request, MentionFilters)
    rows = Mention.objects.visible_to(agent_of(request)).select_related("message")
    if filters.is_read is not None:
        rows = rows.filter(read_at__isnull=not filters.is_read)
    found_rows = pages.after(rows, order=NEWEST, cursor=filters.cursor)
    page = pages.page(list(found_rows[: filters.limit + 1]), size=filters.limit, at=NEWEST.column)
    return answer({"items": [_item(one) for one in page.items], "next": page.next})


@router.put("/{int:mention_id}/reading", response=documented(200, MentionItem, 404), summary="Mark a mention as read")
def put_reading(request: HttpRequest, mention_id: int) -> HttpResponse:
    return _marked(request, mention_id, is_read=True)


@router.delete(
    "/{int:mention_id}/reading", response=documented(200, MentionItem, 404), summary="Mark a mention as unread"
)
def delete_reading(request: HttpRequest, mention_id: int) -> HttpResponse:
    return _marked(request, mention_id, is_read=False)


@conversation_router.get(
    "/{int:conversation_id}/followers", response=documented(200, Followers, 404), summary="List followers"
)
def list_followers(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Agents who asked for it, wrote in it or were called, as far as they may still see it."""
    return _followers(found(conversation_id, agent=agent_of(request)))


@conversation_router.put(
    "/{int:conversation_id}/following", response=documented(200, Followers, 404), summary="Follow a conversation"
)
def put_following(request: HttpRequest, conversation_id: int) -> HttpResponse:
    agent = agent_of(request)
    conversation = found(conversation_id, agent=agent)
    follow(conversation, by=agent)
    return _followers(conversation)


@conversation_router.delete(
    "/{int:conversation_id}/following", response=documented(200, Followers, 404), summary="Stop following"
)
def delete_following(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Until they write in it again, or are called."""
    agent = agent_of(request)
    conversation = found(conversation_id, agent=agent)
    unfollow(conversation, by=agent)
    return _followers(conversation)


def _followers(conversation: Conversation) -> HttpResponse:
    items = [{"id": one.pk, "name": one.name} for one in followers_of(conversation)]
    return answer({"items": items, "next": None})


def _marked(request: HttpRequest, number: int, *, is_read: bool) -> HttpResponse:
    agent: Agent = agent_of(request)
    mine = Mention.objects.visible_to(agent).select_related("message")
    if number > LARGEST or not mine.filter(pk=number).exists():
        raise Http404
    mark(number, by=agent, is_read=is_read)
    return answer(_item(mine.get(pk=number)))


def _item(one: Mention) -> dict[str, Any]:
    return {
        "id": one.pk,
        "at": one.at,
        "conversation": one.message.conversation_id,
        "message": one.message_id,
        "text": one.message.text,
        "team": one.team_id,
        "read_at": one.read_at,
    }
