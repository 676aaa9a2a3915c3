"""Forms whose fields look like ours."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self
from urllib.parse import urlencode

from django import forms
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keepword.kit import clock
from keepword.kit.zones import moment_in
from keepword.web.picking.dressing import hear, let_find
from keepword.web.picking.widgets import FIND, PickMany, PickOne, is_asked, query_name

DASHES = "---------"  # what Django says for nothing, which no screen reader can read out
LOCAL = "%Y-%m-%dT%H:%M"  # how a browser writes a moment that was typed
REQUIRED = forms.Field.default_error_messages["required"]
FILL_IN, CHOOSE = _("It cannot be empty: fill it in."), _("It cannot be left open: choose one.")
CLASSES: dict[type, str] = {
    forms.Select: "select",
    forms.Textarea: "textarea",
    forms.CheckboxInput: "",
    forms.CheckboxSelectMultiple: "",
    forms.RadioSelect: "",
    PickMany: "",
    PickOne: "select",
}


class DeskForm(forms.Form):
    """Labels stand above, so no colon; each control carries the class of its kind. A form that was sent to find
    something by name (see `picking/`) is neither right nor wrong: it comes back with what was written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        for name, field in self.fields.items():
            dress(field)
            if self.is_bound:
                hear(
                    field, data=self.data, name=self.add_prefix(name), initial=self.get_initial_for_field(field, name)
                )

    def looking(self, asked: Mapping[str, str]) -> Self:
        """With what was looked for, of a form that is kept at another address: see `sought`."""
        for name, widget in self._finders():
            widget.hear(asked, name, kept=())
        return self

    @property
    def sought(self) -> str:
        """What is looked for, as the query of an address."""
        names = [query_name(name) for name, _widget in self._finders()]
        return urlencode({name: self.data.get(name, "") for name in names} | {FIND: self.data.get(FIND, "")})

    def _finders(self) -> list[tuple[str, PickOne | PickMany]]:
        """Each with the name under which its field is sent."""
        named = [(self.add_prefix(name), field.widget) for name, field in self.fields.items()]
        return [(name, widget) for name, widget in named if isinstance(widget, PickOne | PickMany)]

    @property
    def is_finding(self) -> bool:
        return self.is_bound and any(is_asked(self.data, name) for name, _widget in self._finders())

    def is_valid(self) -> bool:
        return not self.is_finding and super().is_valid()

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_finding:
            self._errors = ErrorDict()

    def add_error(self, field: str | None, error: Any) -> None:
        """What is wrong is where one goes on: the first wrong field has the focus when the form comes back."""
        super().add_error(field, error)
        for one in self.fields.values():
            one.widget.attrs.pop("autofocus", None)
        wrong = next(
            (one for name, one in self.fields.items() if name in self.errors and not one.widget.is_hidden), None
        )
        if wrong is not None:
            wrong.widget.attrs["autofocus"] = True


class DayInput(forms.DateInput):
    """A browser's own calendar, which understands one form alone: a day as Chinese writes it would be shown as none,
    and saved as none."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MomentField(forms.DateTimeField):
    """A day and an hour on the clock of whoever looks. Django refuses hours that the clocks skip or show twice: in
    Cairo and in Beirut those are a midnight, until which people like to have things done."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL), **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        found = moment_in(str(value), zone=timezone.get_current_timezone(), now=clock.now())
        if found is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found


def dress(field: forms.Field) -> None:
    let_find(field)
    name = CLASSES.get(type(field.widget), "input")
    if name:
        field.widget.attrs["class"] = name
    if field.error_messages["required"] is REQUIRED:  # nobody wrote better words for this field
        field.error_messages["required"] = CHOOSE if isinstance(field, forms.ChoiceField) else FILL_IN
    if isinstance(field, forms.ModelChoiceField) and field.empty_label == DASHES:
        field.empty_label = _("Not chosen")
