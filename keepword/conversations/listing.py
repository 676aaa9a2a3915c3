"""A page of a list, at a cost that follows what is shown: never a walk past rows that the reader may not see."""

from heapq import nlargest, nsmallest
from math import isqrt
from typing import Any

from django.db.models import Max, QuerySet

from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import ConversationQuerySet
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.kit import pages
from keepword.kit.pages import Order
from keepword.people.models import Agent

PAGE = 50


def rows_of(
    rows: ConversationQuerySet,
    *,
    agent: Agent,
    order: Order,
    cursor: str | None,
    columns: tuple[str, ...],
    limit: int,
    tag: str = "",
) -> list[tuple[Any, ...]]:
    """The first `limit` rows after the cursor, of those that the agent may see (`rows` are of `visible_to`), with this
    tag if one is named.

    An index holds each inbox in order. Of several inboxes each gives its own first rows and the best of them are
    shown: one walk through all inboxes would pass every conversation of the others. Raises pages.BadCursor.
    """
    after = pages.after(rows, order=order, cursor=cursor)
    few = _few_with(tag) if tag else None
    after = after.filter(tags__name=tag) if tag and few is None else after
    inbox_ids = visible_inbox_ids(agent)
    if few is None and inbox_ids is not None and len(inbox_ids) == 1:
        after, inbox_ids = after.filter(inbox_id=inbox_ids[0]), None
    if few is not None:
        keys = list(after.order_by().filter(id__in=few).values_list(order.column, "id"))
    elif inbox_ids is not None:
        keys = [key for one in inbox_ids for key in _keys(after.filter(inbox_id=one), order=order, limit=limit)]
    else:
        return list(after.values_list(*columns)[:limit])
    best = nlargest(limit, keys) if order.is_descending else nsmallest(limit, keys)
    return in_order(rows, ids=[number for _, number in best], columns=columns)


def _keys(rows: QuerySet[Conversation, Conversation], *, order: Order, limit: int) -> QuerySet[Conversation, Any]:
    return rows.values_list(order.column, "id")[:limit]


def in_order(rows: ConversationQuerySet, *, ids: list[int], columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    found = {row[-1]: row[:-1] for row in rows.order_by().filter(id__in=ids).values_list(*columns, "id")}
    return [found[number] for number in ids if number in found]


def _few_with(tag: str) -> list[int] | None:
    """The conversations with a rare tag; None for a common one, of which enough come along in any walk. Whichever
    reads less: among N conversations neither reads more than about the root of fifty N."""
    newest = Conversation.objects.aggregate(newest=Max("id"))["newest"] or 0  # house: a number, for nobody to see
    most = isqrt(PAGE * newest)
    links = Conversation.tags.through.objects.filter(tag__name=tag)
    ids = list(links.values_list("conversation_id", flat=True)[: most + 1])
    return ids if len(ids) <= most else None
