"""Forms whose fields look like ours."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

DASHES = "---------"  # what Django says for nothing, which no screen reader can read out
CLASSES: dict[type, str] = {
    forms.Select: "select",
    forms.Textarea: "textarea",
    forms.CheckboxInput: "",
    forms.CheckboxSelectMultiple: "",
    forms.RadioSelect: "",
}


class DeskForm(forms.Form):
    """Labels stand above, so no colon; each control carries the class of its kind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        for field in self.fields.values():
            dress(field)

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


def dress(field: forms.Field) -> None:
    name = CLASSES.get(type(field.widget), "input")
    if name:
        field.widget.attrs["class"] = name
    if isinstance(field, forms.ModelChoiceField) and field.empty_label == DASHES:
        field.empty_label = _("Not chosen")
