"""The lists of conversations: /inbox/<view>."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import VIEWS
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.conversations.views.built_in import BUILT_IN
from keepword.conversations.views.lanes import SORTS
from keepword.conversations.views.listing import Page, page_of
from keepword.conversations.views.rules import Rule
from keepword.conversations.views.walking import cursor_of
from keepword.kit import pages
from keepword.kit.prepared import Prepared
from keepword.people.models import Agent
from keepword.people.permissions import DELETE
from keepword.web.conversations.empty import EMPTY, empty_of
from keepword.web.conversations.rows import COLUMNS, printed
from keepword.web.desk import LABELS, surroundings
from keepword.web.people.admitting import AgentRequest, demand, for_agents
from keepword.web.rendering import answer, wants_part, wants_refresh

PAGE = 50
CHOSEN = ("newest", "waiting", "due")  # of the orders that there are, those that a list offers
WHERE_SOMEBODY_WAITS = ("unassigned", "mine", "team", "open", "all")


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
    if view not in BUILT_IN:
        raise Http404
    if view == "bin":  # it has a page of its own
        demand(request, DELETE)
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
    """One page of a built-in view."""
    kind = BUILT_IN[view]
    asked = request.GET.get("sort", "")
    sort = asked if asked in CHOSEN and view in WHERE_SOMEBODY_WAITS else kind.sort
    cursor = request.GET.get("before")
    if not cursor and view in VIEWS and visible_inbox_ids(request.user) is None:
        found = _prepared_page(request.user, view=view, sort=sort)
    else:
        found = page_or_404(kind.rules, sort=sort, request=request)
    address = reverse("web:inbox", args=[view])
    return shown(request, found, address=address, sort=sort, usual=kind.sort, view=view) | {
        "heading": LABELS[view],
        "sorts": sorts(address, sort=sort, usual=kind.sort) if view in WHERE_SOMEBODY_WAITS else [],
        "first_address": _address(address, sort=sort, usual=kind.sort) if cursor else "",
        "empty": EMPTY[view] if found.rows or found.next or cursor else empty_of(view, agent=request.user),
        # Nobody asks for what was deleted in a view of their own.
        "save_query": urlencode({"view": view} | ({"sort": sort} if sort != kind.sort else {}))
        if view != "bin"
        else "",
    }


def page_or_404(asked: Sequence[Rule], *, sort: str, request: AgentRequest) -> Page:
    """The page of a view that the address asks for; a cursor that was never made leads nowhere."""
    cursor = request.GET.get("before")
    try:
        return page_of(asked, sort=sort, agent=request.user, cursor=cursor, columns=COLUMNS, limit=PAGE)
    except pages.BadCursor as error:
        raise Http404 from error


def shown(request: AgentRequest, found: Page, *, address: str, sort: str, usual: str, view: str) -> dict[str, Any]:
    """What the template of a list needs of a page. `usual` is the order that needs no word in the address."""
    first = _address(address, sort=sort, usual=usual)
    return {
        "rows": printed(found.rows, agent_id=request.user.pk),
        "root": reverse("web:conversation", args=[0])[:-1],
        "suffix": f"?view={view}",
        "next_address": f"{first}{'&' if '?' in first else '?'}{urlencode({'before': found.next})}"
        if found.next
        else "",
        "next_label": _("Look further back") if found.next and len(found.rows) < PAGE else "",
    }


def sorts(address: str, *, sort: str, usual: str, own: dict[str, str] | None = None) -> list[Sort]:
    """`own` are those of own fields, by name."""
    labels = {"newest": _("Newest"), "waiting": _("Longest waiting"), "due": _("Due first")} | (own or {})
    return [Sort(label, _address(address, sort=name, usual=usual), name == sort) for name, label in labels.items()]


def _address(address: str, *, sort: str, usual: str) -> str:
    return address if sort == usual else f"{address}?{urlencode({'sort': sort})}"


def _prepared_page(agent: Agent, *, view: str, sort: str) -> Page:
    """The first page of somebody who may see everything is what is asked the most. It asks for one row more than it
    shows, which says whether there is a next page."""
    given = {"agent": agent.pk} if view in ("mine", "team") else {}
    found: list[tuple[Any, ...]] = []
    for phase in range(len(SORTS[sort])):
        rows = _prepared(view, sort=sort, phase=phase)(**given)
        if len(found) + len(rows) > PAGE:
            shown_rows = [*found, *rows][:PAGE]
            last = dict(zip(COLUMNS, shown_rows[-1], strict=True))
            # The last of what is shown may be of the phase before.
            of = phase if len(found) < PAGE else phase - 1
            column = SORTS[sort][of].column.removeprefix("c.")
            return Page(shown_rows, cursor_of(phase=of, at=last[column], row=last["id"]))
        found += rows
    return Page(found, None)


@cache
def _prepared(view: str, *, sort: str, phase: int) -> Prepared:
    order = SORTS[sort][phase]
    column = order.column.removeprefix("c.")
    sign = "-" if order.is_descending else ""

    def first_page(agent: int = 0) -> QuerySet[Conversation, Any]:
        rows = Conversation.objects  # house: asked only when visible_to would change nothing
        asked = rows.of_view(view, agent=Agent(pk=agent))
        if len(SORTS[sort]) > 1:
            first = SORTS[sort][0].column.removeprefix("c.")
            # Said the long way, so that SQLite does not enter an index at its NULLs and then sort them all.
            without = ~Q(**{f"{first}__isnull": False})
            asked = asked.filter(without if phase else ~without)
        return asked.order_by(f"{sign}{column}", f"{sign}id").values_list(*COLUMNS)[: PAGE + 1]

    return Prepared(first_page)
