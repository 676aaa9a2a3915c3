"""The macros of what is being written: what each will do on sending, and what the agent left ticked of it."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keepword.conversations.macros.actions import ASSIGN, ME, PRIORITY, RESOLVE, SNOOZE, TAG, TEAM, UNTAG, Action, read
from keepword.conversations.macros.using import Use
from keepword.conversations.models import Draft, Macro
from keepword.people import permissions
from keepword.people.models import Agent, Team
from keepword.web.conversations.choices import priority_name
from keepword.web.people.admitting import NotPermitted

MOST = 20  # macros of one answer
LONGEST_ID = 18  # digits


@dataclass(frozen=True, slots=True)
class Step:
    """A box to tick; `value` is what the form sends."""

    value: str
    words: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class Used:
    """What `_macro_used.html` prints. `text` is to be inserted, "" when it stands there already."""

    number: int
    name: str
    steps: list[Step]
    files: list[Step]
    text: str = ""


def uses_in(data: QueryDict, *, by: Agent) -> list[Use]:
    """What the form says, of macros that the agent may see. Raises NotPermitted for what their role does not
    include: such a box was not on the page."""
    return [_use(macro, data=data, by=by) for macro in _named_in(data, by=by)]


def used_in(data: QueryDict, *, by: Agent) -> list[Used]:
    """The same as boxes, to be shown again with what could not be sent."""
    ticked = set(data.getlist("do")) | set(data.getlist("with"))
    return [used(macro, by=by, ticked=ticked) for macro in _named_in(data, by=by)]


def used_in_draft(draft: Draft, *, by: Agent) -> list[Used]:
    """Those of a draft, with what was left ticked then."""
    chosen = {one["macro"]: one for one in draft.macros}
    if not chosen:
        return []
    macros = Macro.objects.visible_to(by).in_use().filter(pk__in=chosen).order_by("id").prefetch_related("files")
    return [used(macro, by=by, ticked=_ticked(chosen[macro.pk])) for macro in macros]


def _ticked(one: dict[str, Any]) -> set[str]:
    return {f"{one['macro']}:{act['do']}:{act['to']}" for act in one["do"]} | set(map(str, one["with"]))


def used(macro: Macro, *, by: Agent, ticked: set[str] | None = None, text: str = "") -> Used:
    """What this agent may do of it. `ticked` None for everything: it was just chosen."""
    acts = [(_key(macro, one), in_words(one)) for one in read(macro.actions) if by.may(permission_for(one))]
    files = [(str(file.pk), file.name) for file in macro.files.all()]
    return Used(macro.pk, macro.name, _boxes(acts, ticked=ticked), _boxes(files, ticked=ticked), text=text)


def _boxes(them: list[tuple[str, str]], *, ticked: set[str] | None) -> list[Step]:
    return [Step(key, words, ticked is None or key in ticked) for key, words in them]


def _named_in(data: QueryDict, *, by: Agent) -> list[Macro]:
    numbers = [int(one) for one in data.getlist("macro")[:MOST] if one.isdecimal() and len(one) <= LONGEST_ID]
    if not numbers:
        return []
    rows = Macro.objects.visible_to(by).in_use().filter(pk__in=numbers)
    return list(rows.order_by("id").prefetch_related("files"))


def _use(macro: Macro, *, data: QueryDict, by: Agent) -> Use:
    done, along = set(data.getlist("do")), set(data.getlist("with"))
    actions = [action for action in read(macro.actions) if _key(macro, action) in done]
    for action in actions:
        if not by.may(permission_for(action)):
            raise NotPermitted(permission_for(action))
    return Use(macro, actions, [file for file in macro.files.all() if str(file.pk) in along])


def permission_for(action: Action) -> str:
    """What a macro does takes what doing it by hand takes."""
    return permissions.ASSIGN if action.do in (ASSIGN, TEAM) else permissions.CHANGE


def _key(macro: Macro, action: Action) -> str:
    """By what it does, not by its place: the macro may be changed while somebody writes."""
    return f"{macro.pk}:{action.do}:{action.to}"


def in_words(action: Action) -> str:
    if action.do == SNOOZE:
        hours = int(action.to or 0)
        return ngettext("Put aside for %(num)s hour", "Put aside for %(num)s hours", hours) % {"num": hours}
    if action.do == ASSIGN and action.to == ME:
        return _("Assign to you")
    sentence = {
        ASSIGN: _("Assign to %(what)s"),
        TEAM: _("Give to the team %(what)s"),
        PRIORITY: _("Set the priority to %(what)s"),
        TAG: _("Add the tag “%(what)s”"),
        UNTAG: _("Remove the tag “%(what)s”"),
        RESOLVE: _("Resolve"),
    }[action.do]
    return sentence % {"what": _what(action)}


def _what(action: Action) -> str:
    if action.do in (ASSIGN, TEAM):
        nouns = Agent.objects.all() if action.do == ASSIGN else Team.objects.all()
        return nouns.filter(pk=int(action.to or 0)).values_list("name", flat=True).first() or _("somebody")
    return priority_name(str(action.to)) if action.do == PRIORITY else str(action.to)
