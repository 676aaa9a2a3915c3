"""Shared views as a file. What they ask is written as programs write it: agents, teams and inboxes by their numbers
here, so that it fits this house only."""

import json
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keepword.conversations.models import SavedView
from keepword.conversations.models.saved_view import SORTS, SavedViewQuerySet
from keepword.conversations.views import rules
from keepword.conversations.views.by_own import is_sort
from keepword.conversations.views.defining import BadName, Draft, change, define
from keepword.conversations.views.rules import BadRule, Rule
from keepword.kit.tables import Line
from keepword.people.models import Agent, Team
from keepword.people.permissions import MANAGE_VIEWS
from keepword.web.settings.lists.listed import ADD, CHANGE, SAME, Column, Deed, Wrong

LENGTH = 80


class SavedViews:
    name = "saved-views"
    tab = "saved-views"
    title = gettext_lazy("Views")
    permission = MANAGE_VIEWS
    columns: Sequence[Column] = (
        Column("name", gettext_lazy("With the team, it tells views apart."), is_needed=True),
        Column("team", gettext_lazy("Whose it is; everybody's when it is left empty.")),
        Column("sort", gettext_lazy("newest, oldest, waiting, due or snoozed; or by an own field, as in an export.")),
        Column("conditions", gettext_lazy("What it asks, as in an export: it fits this house only.")),
    )

    def rows(self, *, by: Agent) -> Iterable[Sequence[object]]:
        for view in _shared(by).select_related("team").order_by("place", "id"):
            yield view.name, view.team.name if view.team else "", view.sort, json.dumps(view.conditions)

    def key_of(self, line: Line) -> str:
        return "\n".join(line.cells.get(name, "").casefold() for name in ("name", "team"))

    def deed(self, line: Line, *, by: Agent) -> Deed:
        cells, team = line.cells, _team(line.cells.get("team", ""))
        if len(cells["name"]) > LENGTH:
            raise Wrong("name", _("This is longer than %(most)s letters.") % {"most": LENGTH})
        if cells.get("sort") and not is_sort(cells["sort"]):
            raise Wrong("sort", _("Choose among %(known)s.") % {"known": ", ".join(SORTS)})
        asked = _asked(cells.get("conditions", ""))
        view = _shared(by).filter(name__iexact=cells["name"], team=team).first()
        if view is None:
            draft = Draft(cells["name"], asked or (), cells.get("sort") or "newest", team=team)
            return Deed(ADD, draft.name, lambda: _do(draft, view=None, by=by))
        conditions = view.conditions if asked is None else rules.written(asked)
        sort = cells.get("sort") or view.sort
        if (conditions, sort) == (view.conditions, view.sort):
            return Deed(SAME, view.name)
        draft = Draft(view.name, rules.read(conditions), sort, team=team)
        return Deed(CHANGE, view.name, lambda: _do(draft, view=view, by=by))


def _shared(by: Agent) -> SavedViewQuerySet:
    return SavedView.objects.visible_to(by).in_use().filter(owner__isnull=True)


def _team(name: str) -> Team | None:
    team = Team.objects.filter(name__iexact=name).first() if name else None
    if name and team is None:
        raise Wrong("team", _("There is no team “%(name)s”.") % {"name": name})
    return team


def _asked(text: str) -> tuple[Rule, ...] | None:
    """None for an empty cell: it stays as it is."""
    if not text:
        return None
    try:
        return rules.read(json.loads(text))
    except (ValueError, RecursionError) as error:  # BadRule is one
        raise Wrong("conditions", _("This cannot be read. Take it from an export, or make the view here.")) from error


def _do(draft: Draft, *, view: SavedView | None, by: Agent) -> None:
    try:
        if view is None:
            define(draft, by=by)
        else:
            change(view, to=draft, by=by)
    except BadName as error:
        raise Wrong("name", _("Give the view a name.")) from error
    except BadRule as error:
        raise Wrong("conditions", _("Something that was chosen here is no longer there.")) from error


SAVED_VIEWS = SavedViews()
