"""A bulk act: begun, watched, stopped and taken back. /bulk and /bulk/<id>"""

from typing import Any
from urllib.parse import parse_qs

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keepword.conversations.bulk.acts import ACTS, BadAct
from keepword.conversations.bulk.beginning import CannotBegin, begin, cancel, undo
from keepword.conversations.bulk.counting import progress_of, troubles_of
from keepword.conversations.bulk.searching import found_by
from keepword.conversations.models import Bulk, SavedView
from keepword.people.permissions import BULK
from keepword.web.bulk.choices import WITH_WORDS
from keepword.web.bulk.wording import act_in_words, reason_in_words
from keepword.web.desk import surroundings
from keepword.web.errors import refusal
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.rendering import answer, wants_part

MOST_SELECTED = 2000
LONGEST_ID = 18
LONGEST_QUERY = 500
LONGEST_WORDS = 20_000


@for_agents(may=BULK)
@require_POST
def create(request: AgentRequest) -> HttpResponse:
    """`act` is a choice of `choices.py`, `ids` the selected conversations ("3,1,7"), `list` the address of the list
    when all in it are meant, `words` the tag or the reply."""
    do, _colon, to = request.POST.get("act", "").partition(":")
    ids = _ids(request.POST.get("ids", ""))
    whole = _whole(request)
    try:
        made = begin(
            do,
            by=request.user,
            to=_to(do, to, ids=ids, words=request.POST.get("words", "")[:LONGEST_WORDS]),
            form=request.POST.get("form", "")[:64],
            **(whole or {"ids": ids}),
        )
    except (BadAct, CannotBegin):
        reason = _("Select conversations, choose what to do, and fill in the words that it needs.")
        return refusal(request, title=_("This cannot be done"), reason=reason)
    return _shown(request, made)


def _ids(text: str) -> list[int]:
    parts = [part for part in text.split(",") if part.isascii() and part.isdecimal() and len(part) <= LONGEST_ID]
    return [int(part) for part in parts[:MOST_SELECTED]]


def _whole(request: AgentRequest) -> dict[str, Any]:
    """What `begin` is told of a whole view; empty for a selection."""
    path = request.POST.get("list", "").partition("?")[0]
    if not path:
        return {}
    try:
        found = resolve(path)
    except Resolver404 as error:
        raise Http404 from error
    if found.url_name == "inbox":
        return {"view": found.kwargs["view"]}
    if found.url_name == "search":
        query = parse_qs(request.POST["list"].partition("?")[2]).get("q", [""])[0]
        return {"ids": found_by(query[:LONGEST_QUERY], agent=request.user)}
    if found.url_name == "view":
        views = SavedView.objects.visible_to(request.user).in_use()
        return {"saved_view": get_object_or_404(views, pk=found.kwargs["number"])}
    raise Http404


def _to(do: str, to: str, *, ids: list[int], words: str) -> Any:
    if do in WITH_WORDS:
        return words
    if do == "merge":
        return ids[0] if ids else None
    if to.isascii() and to.isdecimal() and len(to) <= LONGEST_ID:
        return int(to)
    return to or None


@for_agents(may=BULK)
@require_safe
def show(request: AgentRequest, number: int) -> HttpResponse:
    bulk = get_object_or_404(Bulk.objects.visible_to(request.user), pk=number)
    return answer(request, page="web/bulk/show.html", part="web/bulk/_progress.html", context=_told(request, bulk))


@for_agents(may=BULK)
@require_POST
def cancellation(request: AgentRequest, number: int) -> HttpResponse:
    bulk = get_object_or_404(Bulk.objects.visible_to(request.user), pk=number)
    cancel(bulk, by=request.user)
    return _shown(request, bulk)


@for_agents(may=BULK)
@require_POST
def undoing(request: AgentRequest, number: int) -> HttpResponse:
    bulk = get_object_or_404(Bulk.objects.visible_to(request.user), pk=number)
    return _shown(request, undo(bulk, by=request.user) or bulk)


def _shown(request: AgentRequest, bulk: Bulk) -> HttpResponse:
    if not wants_part(request):
        return redirect("web:bulk", bulk.pk)
    part = "web/bulk/_progress.html"
    fresh = Bulk.objects.visible_to(request.user).get(pk=bulk.pk)
    return answer(request, page=part, part=part, context=_told(request, fresh))


def _told(request: AgentRequest, bulk: Bulk) -> dict[str, Any]:
    progress = progress_of(bulk)
    troubles = troubles_of(bulk, to=request.user) if progress.failed or progress.left else []
    context = {
        "bulk": bulk,
        "words": act_in_words(bulk),
        "progress": progress,
        "so_far": progress.total - progress.to_do,
        "troubles": [
            {
                "address": reverse("web:conversation", args=[one.conversation_id]) if one.reference else "",
                "reference": one.reference,
                "reason": reason_in_words(one.reason),
            }
            for one in troubles
        ],
        "may_undo": bulk.is_over and not bulk.undoes_id and ACTS[bulk.do].back is not None and progress.done,
    }
    return context if wants_part(request) else context | surroundings(request)
