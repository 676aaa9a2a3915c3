"""Views are saved, changed, put in order and put away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Max

from keepword.conversations.models import Inbox, SavedView
from keepword.conversations.views import rules
from keepword.conversations.views.by_own import is_sort
from keepword.conversations.views.rules import BadRule, Rule
from keepword.events import log
from keepword.kit import clock
from keepword.kit.storable import storable
from keepword.people.models import Agent, Segment, Team

MOST_PLACES = 10_000
A_MOMENT = timedelta(seconds=10)


class BadName(ValueError):
    """No name."""


class BadSort(ValueError):
    """No such order."""


class NotTheirs(ValueError):
    """Somebody else's view, or a shared one, which whoever manages views changes."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A view as somebody wrote it. `owner` for a private one, `team` for a team's, neither for everybody's. `place`
    is None for behind all others, or for where it stands already."""

    name: str
    rules: Sequence[Rule] = ()
    sort: str = "newest"
    owner: Agent | None = None
    team: Team | None = None
    place: int | None = None


@transaction.atomic
def define(draft: Draft, *, by: Agent) -> SavedView:
    """The same one a second time in a moment is that one: a form may come twice. Raises BadName, BadRule, BadSort or
    NotTheirs."""
    if twin := _just_made(draft, by=by):
        return twin
    view = SavedView(made_at=clock.now(), place=_last_place() + 1)
    _write(view, draft=draft, by=by)
    log.record("view.defined", actor=by.as_actor, view=view.pk)
    return view


@transaction.atomic
def change(view: SavedView, *, to: Draft, by: Agent) -> None:
    """What it is already changes nothing. Raises what `define` raises."""
    _lock(view, by=by)
    was = SavedView.objects.filter(pk=view.pk).values()[0]
    _write(view, draft=to, by=by)
    if SavedView.objects.filter(pk=view.pk).values()[0] == was:
        return
    log.record("view.changed", actor=by.as_actor, view=view.pk)


@transaction.atomic
def retire(view: SavedView, *, by: Agent) -> None:
    """Nobody sees it any more; it can be brought back. Raises NotTheirs."""
    _lock(view, by=by)
    if SavedView.objects.filter(pk=view.pk, retired_at__isnull=True).update(retired_at=clock.now()):
        log.record("view.retired", actor=by.as_actor, view=view.pk)


@transaction.atomic
def bring_back(view: SavedView, *, by: Agent) -> None:
    """Raises NotTheirs."""
    _lock(view, by=by)
    if SavedView.objects.filter(pk=view.pk, retired_at__isnull=False).update(retired_at=None):
        log.record("view.brought_back", actor=by.as_actor, view=view.pk)


def _just_made(draft: Draft, *, by: Agent) -> SavedView | None:
    lately = SavedView.objects.in_use().filter(made_at__gt=clock.now() - A_MOMENT)
    same = lately.filter(name=_named(draft), owner=draft.owner, team=draft.team, sort=draft.sort)
    asked = rules.written(draft.rules)
    return next((one for one in same if one.conditions == asked and one.may_be_changed_by(by)), None)


def _named(draft: Draft) -> str:
    return " ".join(storable(draft.name).split())[:80].strip()


def _lock(view: SavedView, *, by: Agent) -> None:
    current = SavedView.objects.select_for_update().get(pk=view.pk)
    if not current.may_be_changed_by(by):
        raise NotTheirs


def _last_place() -> int:
    return SavedView.objects.in_use().aggregate(last=Max("place"))["last"] or 0


def _write(view: SavedView, *, draft: Draft, by: Agent) -> None:
    view.name = _named(draft)
    view.owner, view.team, view.sort = draft.owner, draft.team, draft.sort
    view.place = view.place if draft.place is None else max(0, min(draft.place, MOST_PLACES))
    view.conditions = rules.written(draft.rules)
    if not view.name:
        raise BadName
    if not is_sort(draft.sort):
        raise BadSort
    if not view.may_be_changed_by(by):
        raise NotTheirs
    _demand_known(rules.read(view.conditions), by=by)
    view.save()


def _demand_known(asked: Sequence[Rule], *, by: Agent) -> None:
    """Whatever is meant by its number must be there, and an inbox must be one that they see. Raises BadRule."""
    known = {
        "assignee": Agent.objects.values_list("id", flat=True),
        "team": Team.objects.values_list("id", flat=True),
        "segment": Segment.objects.in_use().values_list("id", flat=True),
        "inbox": Inbox.objects.visible_to(by).values_list("id", flat=True),
    }
    for rule in asked:
        numbers = {value for value in rule.values if isinstance(value, int)}
        if rule.field in known and numbers - set(known[rule.field].filter(id__in=numbers)):
            raise BadRule(rule.field)
