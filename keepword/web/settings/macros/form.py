"""A macro as a form: for whom, its words in each language, and what it does."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keepword.conversations.fields.filling import known_variables
from keepword.conversations.macros.actions import ASSIGN, ME, PRIORITY, RESOLVE, SNOOZE, TAG, TEAM, UNTAG, Action, read
from keepword.conversations.macros.defining import Draft
from keepword.conversations.macros.variables import UnknownVariable, check
from keepword.conversations.models import Macro
from keepword.conversations.tagging import BadTag, clean
from keepword.kit.languages import tag_of
from keepword.people.models import Agent, Team
from keepword.people.permissions import MANAGE_MACROS
from keepword.web.fields import DeskForm
from keepword.web.picking.widgets import PickOne
from keepword.web.settings.policies.form import ORDER, PRIORITY_LABELS

LONGEST = 20_000
MINE, ALL = "me", "all"
SNOOZES = (4, 24, 48, 72, 168)
ENDS = [("", "—"), (RESOLVE, _("Resolve")), *((str(hours), _("Put aside for %(hours)s hours")) for hours in SNOOZES)]


class MacroForm(DeskForm):
    """One field a language, `text-ko`."""

    name = forms.CharField(label=pgettext_lazy("of a thing", "Name"), max_length=120)
    folder = forms.CharField(label=_("Folder"), max_length=80, required=False)
    whose = forms.ChoiceField(label=_("For whom"), widget=PickOne(sources={"team-": "teams"}))
    assign = forms.ChoiceField(label=_("Assign to"), required=False, widget=PickOne(sources={"": "agents"}))
    team = forms.ChoiceField(label=_("Give to a team"), required=False, widget=PickOne(sources={"": "teams"}))
    priority = forms.ChoiceField(label=_("Priority"), required=False)
    tags = forms.CharField(label=_("Add tags"), required=False, max_length=300, help_text=_("Separated by commas."))
    untags = forms.CharField(
        label=_("Remove tags"), required=False, max_length=300, help_text=_("Separated by commas.")
    )
    end = forms.ChoiceField(label=_("In the end"), required=False)

    def __init__(self, *args: Any, agent: Agent, macro: Macro | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(macro), **kwargs)
        self.agent = agent
        teams = list(Team.objects.order_by("name").values_list("id", "name"))
        # Whoever is in no such team could not see what they gave it.
        ours = teams if agent.is_administrator else list(agent.teams.order_by("name").values_list("id", "name"))
        people = list(Agent.objects.active().order_by("name", "id").values_list("id", "name"))
        shared = [(ALL, _("Everybody")), *((f"team-{pk}", name) for pk, name in ours)]
        self._offer("whose", [(MINE, _("Only me")), *(shared if agent.may(MANAGE_MACROS) else [])])
        self._offer("assign", [("", "—"), (ME, _("Whoever answers")), *people])
        self._offer("team", [("", "—"), *teams])
        self._offer("priority", [("", "—"), *((name, PRIORITY_LABELS[name]) for name in ORDER)])
        self._offer(
            "end", [(value, str(label) % {"hours": value} if value.isdigit() else label) for value, label in ENDS]
        )
        self.languages = _languages(macro)
        for tag, name in self.languages:
            box = forms.Textarea(attrs={"rows": 8, "dir": "auto", "lang": tag, "class": "textarea"})
            self.fields[f"text-{tag}"] = forms.CharField(
                label=name, required=False, max_length=LONGEST, widget=box, validators=[_known]
            )

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def rows(self) -> list[tuple[str, forms.BoundField, bool]]:
        """(language, field, whether it is open): those that have words or errors, and the first of an empty form."""
        fields = [(tag, self[f"text-{tag}"]) for tag, _name in self.languages]
        filled = [tag for tag, field in fields if field.value() or field.errors] or [fields[0][0]]
        return [(tag, field, tag in filled) for tag, field in fields]

    def clean_tags(self) -> list[str]:
        return _tags(self.cleaned_data["tags"])

    def clean_untags(self) -> list[str]:
        return _tags(self.cleaned_data["untags"])

    def draft(self) -> Draft:
        data = self.cleaned_data
        whose = data["whose"]
        return Draft(
            name=data["name"],
            folder=data["folder"],
            texts={tag: data[f"text-{tag}"] for tag, _name in self.languages},
            owner=self.agent if whose == MINE else None,
            team=Team.objects.get(pk=int(whose.partition("-")[2])) if whose.startswith("team-") else None,
            actions=self._actions(),
        )

    def _actions(self) -> list[Action]:
        data = self.cleaned_data
        found = [Action(TAG, name) for name in data["tags"]] + [Action(UNTAG, name) for name in data["untags"]]
        if data["assign"]:
            found.append(Action(ASSIGN, ME if data["assign"] == ME else int(data["assign"])))
        if data["team"]:
            found.append(Action(TEAM, int(data["team"])))
        if data["priority"]:
            found.append(Action(PRIORITY, data["priority"]))
        if data["end"]:
            found.append(Action(RESOLVE) if data["end"] == RESOLVE else Action(SNOOZE, int(data["end"])))
        return found


def _known(text: str) -> None:
    try:
        check(text, known=known_variables())
    except UnknownVariable as unknown:
        known = ", ".join(f"{{{{{name}}}}}" for name in known_variables())
        words = _("There is nothing called “%(name)s”. You can use %(known)s.")
        raise ValidationError(words % {"name": unknown.name, "known": known}) from unknown


def _tags(text: str) -> list[str]:
    try:
        return [clean(part) for part in text.split(",") if part.strip()]
    except BadTag as error:
        raise ValidationError(_("A tag is 1 to 60 characters.")) from error


def _languages(macro: Macro | None) -> list[tuple[str, str]]:
    """Those that we speak, and those that it has already."""
    spoken = {tag_of(code): name for code, name in settings.LANGUAGES}
    others = macro.texts.values_list("language", flat=True) if macro else []
    return list((spoken | {one: spoken.get(one, one) for one in others}).items())


def _initial(macro: Macro | None) -> dict[str, Any]:
    if macro is None:
        return {"whose": MINE}
    whose = MINE if macro.owner_id else f"team-{macro.team_id}" if macro.team_id else ALL
    found: dict[str, Any] = {"name": macro.name, "folder": macro.folder, "whose": whose}
    actions = read(macro.actions)
    found |= {one.do: one.to for one in actions if one.do in (ASSIGN, TEAM, PRIORITY)}
    found["tags"] = ", ".join(str(one.to) for one in actions if one.do == TAG)
    found["untags"] = ", ".join(str(one.to) for one in actions if one.do == UNTAG)
    found["end"] = next((str(one.to or RESOLVE) for one in actions if one.do in (SNOOZE, RESOLVE)), "")
    return found | {f"text-{text.language}": text.text for text in macro.texts.all()}
