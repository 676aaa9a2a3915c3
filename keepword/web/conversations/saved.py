"""A saved view: /views/<id>, and what all of them count: /views/counts."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.conversations.models import SavedView
from keepword.conversations.views import rules
from keepword.conversations.views.listing import MOST_COUNTED, Page, counts_of
from keepword.conversations.views.walking import Count
from keepword.kit.reversing import address_of
from keepword.web.conversations.empty import EMPTY
from keepword.web.conversations.inbox import CHOSEN, listed, page_or_404, shown, sorts
from keepword.web.conversations.own_sorts import own_sorts
from keepword.web.desk import MOST_SAVED, known_view, list_address, saved_views
from keepword.web.people.admitting import AgentRequest, for_agents


@for_agents
@require_safe
def show(request: AgentRequest, number: int) -> HttpResponse:
    view = get_object_or_404(SavedView.objects.visible_to(request.user).in_use(), pk=number)
    asked = request.GET.get("sort", "")
    own = own_sorts()
    sort = asked if asked in CHOSEN or asked in own else view.sort
    address = address_of("web:view", number)
    try:
        found = page_or_404(rules.read(view.conditions), sort=sort, request=request)
        remarks = []
    except rules.BadRule:
        found, remarks = (
            Page([], None),
            [_("This view cannot be read. Open it and save it again.")],
        )
    context = shown(request, found, address=address, sort=sort, usual=view.sort, view=str(number)) | {
        "heading": view.name,
        "remarks": remarks,
        "sorts": sorts(address, sort=sort, usual=view.sort, own=own),
        "first_address": address if request.GET.get("before") else "",
        "empty": EMPTY["further" if found.next else "saved"],
        "edit_address": address_of("web:saved-view", number) if view.may_be_changed_by(request.user) else "",
    }
    return listed(request, context=context, view=str(number))


@for_agents
@require_safe
def counts(request: AgentRequest) -> HttpResponse:
    """Asked once the page stands, and whenever a list changes: each view costs a bounded walk, and there may be
    many. Those that do not stand beside the list are not counted."""
    agent, current = request.user, known_view(request.GET.get("view", ""))
    beside = SavedView.objects.visible_to(agent).of_desk(agent).in_order()[:MOST_SAVED]
    found = counts_of(beside, agent=agent)
    written = {number: said(one) for number, one in found.items()}
    context = {
        "saved_views": saved_views(agent, current=current, counts=written),
        "view": current,
        "are_counted": True,
        "list_address": list_address(current),
    }
    response = render(request, "web/_saved_views.html", context)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def said(count: Count) -> str:
    """ "" for none; with a plus where there are more, or may be."""
    if count.number >= MOST_COUNTED and count.is_more:
        return f"{MOST_COUNTED}+"
    return f"{count.number}{'+' if count.is_more else ''}" if count.number else ""
