"""Which fields of a form find by name: those of rows that a house may have hundreds of."""

from collections.abc import Mapping
from typing import Any

from django import forms

from keepword.web.picking.kinds import OF_ROWS
from keepword.web.picking.widgets import PickMany, PickOne

PLAIN: dict[type[forms.Widget], type[PickOne | PickMany]] = {
    forms.Select: PickOne,
    forms.CheckboxSelectMultiple: PickMany,
}


def let_find(field: forms.Field) -> None:
    """Nothing for a field that is not of rows, or that looks otherwise."""
    rows = getattr(field, "queryset", None)
    wanted = PLAIN.get(type(field.widget))
    if rows is None or wanted is None or rows.model not in OF_ROWS:
        return
    widget = wanted(field.widget.attrs, sources={"": OF_ROWS[rows.model]})
    widget.is_required, widget.choices = field.required, field.widget.choices
    field.widget = widget


def hear(field: forms.Field, *, data: Mapping[str, Any], name: str, initial: Any) -> None:
    """What was sent of it; `initial` is its value as it is stored."""
    if isinstance(field.widget, PickOne | PickMany):
        several = initial if isinstance(field.widget, PickMany) else None
        field.widget.hear(data, name, kept=several or ())
