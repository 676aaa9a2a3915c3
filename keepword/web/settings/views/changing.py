"""One saved view: /settings/views/new and /settings/views/<id>."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keepword.conversations.finding.asking import read as read_search
from keepword.conversations.models import SavedView
from keepword.conversations.views import rules
from keepword.conversations.views.built_in import BUILT_IN
from keepword.conversations.views.by_own import is_sort
from keepword.conversations.views.defining import BadName, Draft, bring_back, change, define, retire
from keepword.conversations.views.from_search import taken_from
from keepword.conversations.views.listing import count_of
from keepword.conversations.views.rules import BadRule, Rule
from keepword.people.models import Agent, Team
from keepword.people.permissions import MANAGE_VIEWS
from keepword.web.conversations.own_sorts import own_sorts
from keepword.web.conversations.saved import said
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.picking.menus import menu
from keepword.web.settings.shell import settings_page
from keepword.web.settings.views import wording
from keepword.web.settings.views.lines import Line, fields_offered, lines_of, lines_sent, rules_of

MINE, ALL = "me", "all"


@dataclass(slots=True)
class Form:
    name: str
    whose: str
    sort: str
    place: str
    lines: list[Line]
    left_out: tuple[str, ...] = ()
    error: str = ""


@for_agents
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: AgentRequest) -> HttpResponse:
    """Empty, or made from a list (`view`, `sort`) or a search (`q`)."""
    if request.method != "POST":
        return _page(request, form=_begun(request), view=None)
    form = _sent(request.POST)
    saved = _saved(request, form=form, view=None)
    return redirect("web:view", saved.pk) if saved else _page(request, form=form, view=None)


@for_agents
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    """Who may use it and not change it reads it."""
    view = _view(request, number)
    if request.method != "POST":
        return _page(request, form=_of(view), view=view)
    _demand_theirs(request, view)
    form = _sent(request.POST)
    if _saved(request, form=form, view=view):
        return redirect(f"{reverse('web:saved-views')}?saved=yes")
    return _page(request, form=form, view=view)


@for_agents
@require_POST
def removal(request: AgentRequest, number: int) -> HttpResponse:
    view = get_object_or_404(SavedView.objects.visible_to(request.user), pk=number)
    _demand_theirs(request, view)
    retire(view, by=request.user)  # twice is once
    return redirect(f"{reverse('web:saved-views')}?removed={view.pk}")


@for_agents
@require_POST
def restoration(request: AgentRequest, number: int) -> HttpResponse:
    view = get_object_or_404(SavedView.objects.visible_to(request.user), pk=number)
    _demand_theirs(request, view)
    bring_back(view, by=request.user)
    return redirect(f"{reverse('web:saved-views')}?saved=yes")


def _view(request: AgentRequest, number: int) -> SavedView:
    return get_object_or_404(SavedView.objects.visible_to(request.user).in_use(), pk=number)


def _demand_theirs(request: AgentRequest, view: SavedView) -> None:
    if not view.may_be_changed_by(request.user):
        raise PermissionDenied


def _begun(request: AgentRequest) -> Form:
    kind = BUILT_IN.get(request.GET.get("view", ""))
    sort = request.GET.get("sort", "")
    taken = taken_from(read_search(request.GET.get("q", "")), agent=request.user)
    asked = kind.rules if kind else taken.rules
    usual = kind.sort if kind else "newest"
    return Form("", MINE, sort if is_sort(sort) else usual, "", lines_of(asked), left_out=taken.left_out)


def _of(view: SavedView) -> Form:
    whose = MINE if view.owner_id else f"team-{view.team_id}" if view.team_id else ALL
    try:
        lines = lines_of(rules.read(view.conditions))
    except BadRule:
        lines = []
    return Form(view.name, whose, view.sort, str(view.place), lines)


def _sent(data: QueryDict) -> Form:
    return Form(
        data.get("name", "").strip(),
        data.get("whose", MINE),
        data.get("sort", "newest"),
        data.get("place", "").strip(),
        lines_sent(data),
    )


def _saved(request: AgentRequest, *, form: Form, view: SavedView | None) -> SavedView | None:
    """The saved view; None while it is still being written, or when something is wrong, which the form says."""
    asked = rules_of(form.lines)
    if request.POST.get("do") != "save":
        return None
    if any(line.error for line in form.lines):
        return None
    try:
        draft = _draft(form, asked, agent=request.user)
        if view is None:
            return define(draft, by=request.user)
        change(view, to=draft, by=request.user)
    except BadName:
        form.error = _("Give the view a name.")
        return None
    except BadRule as error:
        _mark(form.lines, field=error.field)
        return None
    return view


def _mark(lines: Sequence[Line], *, field: str) -> None:
    for line in lines:
        if line.field == field:
            line.error = _("Something that was chosen here is no longer there.")


def _draft(form: Form, asked: Sequence[Rule], *, agent: Agent) -> Draft:
    """Raises PermissionDenied for what the form did not offer."""
    if form.whose not in dict(_whose(agent)):
        raise PermissionDenied
    team = form.whose.partition("-")[2]
    is_number = form.place.isascii() and form.place.isdigit() and len(form.place) < 10
    return Draft(
        name=form.name,
        rules=asked,
        sort=form.sort if is_sort(form.sort) else "newest",
        owner=agent if form.whose == MINE else None,
        team=Team.objects.get(pk=int(team)) if team else None,
        place=int(form.place) if is_number else None,
    )


def _whose(agent: Agent) -> list[tuple[str, str]]:
    """A light form of the rule that `SavedView.may_be_changed_by` keeps."""
    mine = [(MINE, _("Only me"))]
    if not agent.may(MANAGE_VIEWS):
        return mine
    teams = Team.objects.order_by("name").values_list("id", "name")
    return [*mine, (ALL, _("Everybody")), *((f"team-{pk}", name) for pk, name in teams)]


def _menu_of_whose(request: AgentRequest, *, form: Form) -> SafeString:
    attrs = {"class": "select", "id": "view-whose"}
    choices = _whose(request.user)
    sources = {"team-": "teams"}
    return menu("whose", choices=choices, chosen=form.whose, sources=sources, attrs=attrs, data=request.POST)


def _page(request: AgentRequest, *, form: Form, view: SavedView | None) -> HttpResponse:
    is_wrong = request.POST.get("do") == "save"
    count = None if is_wrong else count_of(rules_of(form.lines), agent=request.user)
    for line in [] if is_wrong else form.lines:
        line.error = ""  # it is still being written
    context = {
        "form": form,
        "view_row": view,
        "lines": [(line, line.boxes(request.user, data=request.POST)) for line in form.lines],
        "fields": fields_offered(),
        "whose": _menu_of_whose(request, form=form),
        "sorts": (wording.SORTS | own_sorts()).items(),
        "count": said(count) or "0" if count else "",
        "may_change": view is None or view.may_be_changed_by(request.user),
    }
    status = 422 if is_wrong else 200
    return settings_page(request, "web/settings/views/edit.html", tab="saved-views", context=context, status=status)
