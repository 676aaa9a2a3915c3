"""A policy as a form: for whom, how fast, and what happens when it gets late."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keepword.brands.models import Brand
from keepword.conversations.models import Inbox
from keepword.conversations.models.conversation import PRIORITIES
from keepword.conversations.tagging import BadTag, clean
from keepword.people.models import Agent, Team
from keepword.promises.clocks.policies import Draft
from keepword.promises.clocks.steps import BREACH
from keepword.promises.models.policy import FIRST_RESPONSE, KINDS, NEXT_RESPONSE, RESOLUTION, UPDATE
from keepword.web.choosing import languages_to_choose
from keepword.web.fields import DeskForm
from keepword.web.picking.widgets import PickMany
from keepword.web.settings.policies import lengths, steps

ORDER = ("urgent", "high", "normal", "low")
PRIORITY_LABELS = {"urgent": _("Urgent"), "high": _("High"), "normal": _("Normal"), "low": _("Low")}
KIND_LABELS = {
    FIRST_RESPONSE: _("First reply"),
    NEXT_RESPONSE: _("Next reply"),
    RESOLUTION: _("Solution"),
    UPDATE: _("Update"),
}
CONDITIONS = ("inboxes", "brands", "teams", "channels", "priorities", "tags", "languages", "domains")
MANY = forms.CheckboxSelectMultiple


def _many(kind: str) -> PickMany:
    return PickMany(sources={"": kind})


class PolicyForm(DeskForm):
    name = forms.CharField(label=pgettext_lazy("of a thing", "Name"), max_length=120)
    inboxes = forms.TypedMultipleChoiceField(label=_("Inboxes"), coerce=int, required=False, widget=_many("inboxes"))
    brands = forms.TypedMultipleChoiceField(label=_("Brands"), coerce=int, required=False, widget=_many("brands"))
    teams = forms.TypedMultipleChoiceField(label=_("Teams"), coerce=int, required=False, widget=_many("teams"))
    channels = forms.MultipleChoiceField(
        label=_("Channels"),
        required=False,
        widget=MANY,
        choices=[("email", _("Mail")), ("form", _("Contact form")), ("chat", _("Chat")), ("api", _("Programs"))],
    )
    priorities = forms.TypedMultipleChoiceField(
        label=_("Priorities"),
        coerce=int,
        required=False,
        widget=MANY,
        choices=[(PRIORITIES[name], PRIORITY_LABELS[name]) for name in ORDER],
    )
    tags = forms.CharField(label=_("Tags"), required=False, max_length=300, help_text=_("Separated by commas."))
    languages = forms.MultipleChoiceField(label=_("Languages"), required=False, widget=MANY)
    domains = forms.CharField(
        label=_("Domains of customers"), required=False, max_length=500, help_text=_("Like big-customer.example.")
    )
    is_business = forms.TypedChoiceField(
        label=_("Time counts"),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        choices=[("yes", _("while we are open")), ("no", _("day and night"))],
        initial="yes",
    )
    pauses_for_customer = forms.BooleanField(
        label=_("Stop the clock while we wait for the customer"), required=False, initial=True
    )
    warn_at = forms.CharField(
        label=_("Warn at (percent of the time)"), required=False, max_length=40, initial="50, 80"
    )

    def __init__(self, *args: Any, agent: Agent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.steps = steps.rows(self.data if self.is_bound else None, initial=self.initial.get("steps", []))
        inboxes = Inbox.objects.visible_to(agent).order_by("name")
        _offer(self.fields["inboxes"], list(inboxes.values_list("id", "name")))
        teams = list(Team.objects.order_by("name").values_list("id", "name"))
        _offer(self.fields["brands"], list(Brand.objects.order_by("name").values_list("id", "name")))
        _offer(self.fields["teams"], teams)
        _offer(self.fields["languages"], list(languages_to_choose(self.initial.get("languages", ()))))
        for kind in KINDS:
            for name in ORDER:
                self.fields[f"{kind}-{name}"] = _length(f"{KIND_LABELS[kind]}, {PRIORITY_LABELS[name]}")

    def rows(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The table of targets: one row a kind, one field a priority."""
        return [(KIND_LABELS[kind], [self[f"{kind}-{name}"] for name in ORDER]) for kind in KINDS]

    def narrows(self) -> bool:
        """Whether the policy is for some conversations only."""
        return any(self.initial.get(name) for name in CONDITIONS)

    def escalates(self) -> bool:
        """Whether anything happens when it gets late, or something of it is wrong."""
        return bool(self.initial.get("steps")) or any(row.errors for row in self.steps if row.is_bound)

    def heads(self) -> list[Any]:
        return [PRIORITY_LABELS[name] for name in ORDER]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not all(row.is_valid() for row in self.steps):
            raise ValidationError(_("Look again at what happens when it gets late."))
        if not self.errors and not self._targets(data):
            raise ValidationError(_("Set at least one target, for example “4h” for the first reply."))
        return data

    def clean_warn_at(self) -> list[int]:
        try:
            shares = sorted(
                {int(part.strip(" %")) for part in self.cleaned_data["warn_at"].split(",") if part.strip()}
            )
        except ValueError as error:
            raise ValidationError(_("Numbers between 1 and 99, separated by commas.")) from error
        if any(not 0 < share < BREACH for share in shares):
            raise ValidationError(_("Numbers between 1 and 99, separated by commas."))
        return shares

    def clean_tags(self) -> list[str]:
        try:
            return [clean(part) for part in _parts(self.cleaned_data["tags"])]
        except BadTag as error:
            raise ValidationError(_("A tag is 1 to 60 characters.")) from error

    def _targets(self, data: dict[str, Any]) -> dict[tuple[int, str], int]:
        return {
            (PRIORITIES[name], kind): data[f"{kind}-{name}"]
            for name in ORDER
            for kind in KINDS
            if data.get(f"{kind}-{name}")
        }

    def draft(self) -> Draft:
        data = self.cleaned_data
        conditions = {
            "inboxes": data["inboxes"],
            "brands": data["brands"],
            "priorities": data["priorities"],
            "teams": data["teams"],
            "channels": data["channels"],
            "tags": data["tags"],
            "languages": data["languages"],
            "domains": [one.lower() for one in _parts(data["domains"])],
        }
        return Draft(
            name=data["name"],
            targets=self._targets(data),
            is_business=data["is_business"],
            pauses_for_customer=data["pauses_for_customer"],
            conditions={name: values for name, values in conditions.items() if values},
            warn_at=data["warn_at"],
            escalations=[step for row in self.steps if (step := row.step())],
        )


class _Length(forms.CharField):
    """Seconds, None for no target."""

    def clean(self, value: Any) -> int | None:
        try:
            return lengths.read(super().clean(value))
        except lengths.NoLength as error:
            raise ValidationError(_("Write it like 4h, 30m or 2d.")) from error


def _length(label: str) -> _Length:
    field = _Length(label=label, required=False, max_length=20)
    field.widget.attrs |= {"class": "input", "size": 6, "placeholder": "–", "autocomplete": "off"}
    return field


def _offer(field: forms.Field, choices: list[tuple[Any, Any]]) -> None:
    field.choices = choices  # type: ignore[attr-defined]


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def initial_of(draft: Draft) -> dict[str, Any]:
    """A policy as what the form shows first."""
    names = {value: name for name, value in PRIORITIES.items()}
    said = {name: draft.conditions.get(name, []) for name in ("inboxes", "brands", "teams", "channels", "priorities")}
    said["languages"] = draft.conditions.get("languages", [])
    words = {name: ", ".join(draft.conditions.get(name, [])) for name in ("tags", "domains")}
    targets = {f"{kind}-{names[value]}": lengths.write(seconds) for (value, kind), seconds in draft.targets.items()}
    return (
        said
        | words
        | targets
        | {
            "name": draft.name,
            "is_business": "yes" if draft.is_business else "no",
            "pauses_for_customer": draft.pauses_for_customer,
            "warn_at": ", ".join(map(str, draft.warn_at)),
            "steps": draft.escalations,
        }
    )
