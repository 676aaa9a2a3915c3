"""What a view holds for whoever looks: a page of rows, and how many there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from keepword.conversations.listing import in_order
from keepword.conversations.models import Conversation, SavedView
from keepword.conversations.models.saved_view import SORTS
from keepword.conversations.views import by_own, rules, walking
from keepword.conversations.views.meaning import meant_by
from keepword.conversations.views.rules import Rule
from keepword.conversations.views.walking import Count
from keepword.people.models import Agent

MOST_COUNTED = 999


@dataclass(frozen=True, slots=True)
class Page:
    """`next` is the cursor of the page after, None at the end; before the end a page may be short, and even empty."""

    rows: list[tuple[Any, ...]]
    next: str | None


def page_of(
    asked: Sequence[Rule], *, sort: str, agent: Agent, cursor: str | None, columns: tuple[str, ...], limit: int
) -> Page:
    """Rows of `columns`; newest first by a sort that is none any more. Raises pages.BadCursor."""
    meant, own = meant_by(asked, agent=agent), by_own.sort_of(sort)
    if own is not None:
        found = by_own.page(meant, own=own, cursor=cursor, limit=limit)
    else:
        found = walking.page(meant, sort=sort if sort in SORTS else "newest", cursor=cursor, limit=limit)
    rows = in_order(Conversation.objects.visible_to(agent), ids=found.ids, columns=columns)
    return Page(rows, found.next)


def count_of(asked: Sequence[Rule], *, agent: Agent, most: int = MOST_COUNTED) -> Count:
    return walking.count(meant_by(asked, agent=agent), most=most)


def counts_of(views: Iterable[SavedView], *, agent: Agent) -> dict[int, Count]:
    """By the view's id. One that cannot be read (see `rules.read`) is not counted."""
    found = {}
    for view in views:
        try:
            asked = rules.read(view.conditions)
        except rules.BadRule:
            continue
        found[view.pk] = count_of(asked, agent=agent)
    return found
