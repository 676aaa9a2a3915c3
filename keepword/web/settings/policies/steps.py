"""What happens when it gets late: one row of the form for each step, and two empty ones for more."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from keepword.conversations.tagging import LENGTH
from keepword.people.models import Agent, Team
from keepword.promises.clocks import steps
from keepword.web.fields import DeskForm
from keepword.web.picking.widgets import PickOne

SHARES = (25, 50, 75, 80, 90, steps.BREACH)
EMPTY = 2  # rows beyond those that are filled in
FEWEST = 3
ORDER = {"urgent": _("Urgent"), "high": _("High"), "normal": _("Normal"), "low": _("Low")}


SOURCES = {
    f"{steps.NOTIFY_TEAM}:": "teams",
    f"{steps.NOTIFY_AGENT}:": "agents",
    f"{steps.TEAM}:": "teams",
    f"{steps.AGENT}:": "agents",
}


class StepForm(DeskForm):
    """`do` is what and to whom in one, "team:3", so that the form works as it stands, without a script."""

    at = forms.TypedChoiceField(label=_("When"), coerce=int, initial=steps.BREACH)
    do = forms.ChoiceField(label=_("What"), required=False, widget=PickOne(sources=SOURCES))
    words = forms.CharField(label=_("Tag or note"), required=False, max_length=steps.WORDS)

    def __init__(self, *args: Any, choices: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.initial.get("do", "")
        known = {value for _group, them in choices[1:] for value, _label in them}
        gone = [] if not chosen or chosen in known else [(chosen, gettext("Somebody who is not there any more"))]
        self.fields["do"].choices = [*choices, *gone]  # type: ignore[attr-defined]
        shares = sorted({*SHARES, int(self.initial.get("at", steps.BREACH))})
        self.fields["at"].choices = [(share, _share(share)) for share in shares]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        what = data.get("do", "").partition(":")[0]
        words = " ".join(data.get("words", "").split())
        if what == steps.TAG and not 0 < len(words) <= LENGTH:
            self.add_error("words", ValidationError(_("A tag is 1 to 60 characters.")))
        if what == steps.NOTE and not words:
            self.add_error("words", ValidationError(_("Write what the note says.")))
        return data

    def step(self) -> dict[str, Any] | None:
        """None for an empty row."""
        what, _colon, to = self.cleaned_data["do"].partition(":")
        if not what:
            return None
        return {"at": self.cleaned_data["at"], "what": what, "to": self._to(what, to)}

    def _to(self, what: str, to: str) -> Any:
        if what in (steps.TAG, steps.NOTE):
            return self.cleaned_data["words"]
        return int(to) if what in steps.TO_SOMEBODY else to or None


def rows(data: Mapping[str, Any] | None, *, initial: list[dict[str, Any]]) -> list[StepForm]:
    """As many as were sent, else those of the policy and some empty ones."""
    choices, known = _choices(), [_initial(step) for step in initial]
    count = max(FEWEST, len(known) + EMPTY)
    if data is not None:
        count = sum(f"step{place}-do" in data for place in range(steps.MOST))
    known += [{}] * (count - len(known))
    return [
        StepForm(data, prefix=f"step{place}", initial=one, choices=choices)
        for place, one in enumerate(known[: min(count, steps.MOST)])
    ]


def _initial(step: dict[str, Any]) -> dict[str, Any]:
    if step["what"] in (steps.TAG, steps.NOTE):
        return {"at": step["at"], "do": f"{step['what']}:", "words": step["to"]}
    return {"at": step["at"], "do": f"{step['what']}:{'' if step['to'] is None else step['to']}"}


def _share(share: int) -> str:
    return gettext("when it is missed") if share == steps.BREACH else gettext("at %(share)s %%") % {"share": share}


def _choices() -> list[Any]:
    teams = list(Team.objects.order_by("name").values_list("id", "name"))
    agents = list(Agent.objects.active().order_by("name").values_list("id", "name"))
    holder = (f"{steps.NOTIFY_HOLDER}:", gettext("Whoever holds it, else its team"))
    return [
        ("", "—"),
        (gettext("Tell by mail"), [holder, *_each(steps.NOTIFY_TEAM, teams), *_each(steps.NOTIFY_AGENT, agents)]),
        (gettext("Give it to the team"), _each(steps.TEAM, teams)),
        (gettext("Give it to"), _each(steps.AGENT, agents)),
        (gettext("Set the priority"), [(f"{steps.PRIORITY}:{name}", str(label)) for name, label in ORDER.items()]),
        (
            gettext("With the words beside it"),
            [(f"{steps.TAG}:", gettext("Add the tag")), (f"{steps.NOTE}:", gettext("Write a note for the team"))],
        ),
    ]


def _each(what: str, them: list[tuple[int, str]]) -> list[tuple[str, str]]:
    return [(f"{what}:{number}", name) for number, name in them]
