"""The lists of conversations: /inbox/<view>."""

from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.conversations.listing import rows_of
from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import VIEWS, ConversationQuerySet
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.kit import pages
from keepword.kit.prepared import Prepared
from keepword.people.models import Agent
from keepword.web.conversations.empty import EMPTY
from keepword.web.conversations.rows import COLUMNS, printed
from keepword.web.desk import LABELS, surroundings
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.rendering import answer, wants_part, wants_refresh

PAGE = 50
NEWEST = pages.Order("last_activity_at", is_descending=True)
LONGEST_WAITING = pages.Order("waiting_since", is_descending=False)
DUE_FIRST = pages.Order("due_at", is_descending=False)
ORDERS = {"": NEWEST, "waiting": LONGEST_WAITING, "due": DUE_FIRST}
WHERE_SOMEBODY_WAITS = ("unassigned", "mine", "open", "all")


@dataclass(frozen=True, slots=True)
class Sort:
    label: str
    address: str
    is_current: bool


@for_agents
@require_safe
def home(request: AgentRequest) -> HttpResponse:
    return redirect("web:inbox", "unassigned")


@for_agents
@require_safe
def show(request: AgentRequest, view: str) -> HttpResponse:
    if view not in VIEWS:
        raise Http404
    return listed(request, context=list_of(request, view=view), view=view)


def listed(request: AgentRequest, *, context: dict[str, Any], view: str = "") -> HttpResponse:
    """A list as a page, as the part that stands beside a conversation, or as what an open page looks at again: then
    the counts of the views come with it."""
    is_refresh = wants_refresh(request)
    if is_refresh or not wants_part(request):
        context |= surroundings(request, view=view)
    return answer(
        request,
        page="web/conversations/list.html",
        part="web/conversations/_list_refreshed.html" if is_refresh else "web/conversations/_list.html",
        context=context | {"list_address": request.get_full_path()},
    )


def list_of(request: AgentRequest, *, view: str) -> dict[str, Any]:
    """One page of a view. It asks for one row more than it shows, which says whether there is a next page."""
    asked = request.GET.get("sort", "")
    sort = asked if asked in ORDERS and view in WHERE_SOMEBODY_WAITS else ""
    found = _found(request, view=view, sort=sort)
    first = _address(view, sort=sort)
    return {
        "heading": LABELS[view],
        "rows": printed(found[:PAGE], agent_id=request.user.pk),
        "root": reverse("web:conversation", args=[0])[:-1],
        "suffix": f"?view={view}",
        "sorts": _sorts(view, sort=sort) if view in WHERE_SOMEBODY_WAITS else [],
        "first_address": first if request.GET.get("before") else "",
        "next_address": _next(found, first=first, sort=sort),
        "empty": EMPTY[view],
    }


def _found(request: AgentRequest, *, view: str, sort: str) -> list[tuple[Any, ...]]:
    """The first page of somebody who may see everything is what is asked the most: it is prepared."""
    agent, cursor = request.user, request.GET.get("before")
    if not cursor and visible_inbox_ids(agent) is None:
        return _prepared(view, sort=sort)(**({"agent": agent.pk} if view == "mine" else {}))
    conversations = Conversation.objects.visible_to(agent).of_view(view, agent=agent)
    order = ORDERS[sort]
    if sort:
        conversations = conversations.filter(**{f"{order.column}__isnull": False})
    try:
        return rows_of(conversations, agent=agent, order=order, cursor=cursor, columns=COLUMNS, limit=PAGE + 1)
    except pages.BadCursor as error:
        raise Http404 from error


@cache
def _prepared(view: str, *, sort: str) -> Prepared:
    def first_page(agent: int = 0) -> QuerySet[Conversation, Any]:
        rows = Conversation.objects  # house: asked only when visible_to would change nothing
        return _page(rows.of_view(view, agent=Agent(pk=agent)), sort=sort, cursor=None)

    return Prepared(first_page)


def _page(conversations: ConversationQuerySet, *, sort: str, cursor: str | None) -> QuerySet[Conversation, Any]:
    """Raises BadCursor."""
    order = ORDERS[sort]
    if sort:
        conversations = conversations.filter(**{f"{order.column}__isnull": False})
    return pages.after(conversations, order=order, cursor=cursor).values_list(*COLUMNS)[: PAGE + 1]


def _sorts(view: str, *, sort: str) -> list[Sort]:
    labels = {"": _("Newest"), "waiting": _("Longest waiting"), "due": _("Due first")}
    return [Sort(label, _address(view, sort=name), name == sort) for name, label in labels.items()]


def _address(view: str, *, sort: str) -> str:
    return reverse("web:inbox", args=[view]) + (f"?sort={sort}" if sort else "")


def _next(found: list[tuple[Any, ...]], *, first: str, sort: str) -> str:
    if len(found) <= PAGE:
        return ""
    last = dict(zip(COLUMNS, found[PAGE - 1], strict=True))
    cursor = pages.encode(last[ORDERS[sort].column], last["id"])
    return f"{first}{'&' if '?' in first else '?'}{urlencode({'before': cursor})}"
