"""Own fields as a form: each kind with its control."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from keepword.conversations.fields.kinds import LONGEST
from keepword.conversations.fields.knowing import Known
from keepword.conversations.fields.putting import Said, WrongValues
from keepword.web.fields import DeskForm
from keepword.web.own_fields.wording import WRONG

TYPES = {"number": "text", "date": "date", "url": "url", "email": "email", "phone": "tel"}
MODES = {"number": "decimal", "url": "url", "email": "email", "phone": "tel"}


class FieldsForm(DeskForm):
    """What is typed is judged by the verb that keeps it (`fields/kinds.py`), so that a program, a file and a person
    hear the same."""

    def __init__(self, data: QueryDict | None = None, *, known: list[Known]) -> None:
        self.known = known
        super().__init__(data)
        for one in known:
            self.fields[_name(one)] = _control(one)

    def said(self) -> Said:
        return {one.field: self._texts(one) for one in self.known}

    def _texts(self, known: Known) -> list[str]:
        if known.field.kind == "choices":
            return self.data.getlist(_name(known)) if isinstance(self.data, QueryDict) else []
        return [str(self.data.get(_name(known), ""))]

    def refuse(self, wrong: WrongValues) -> None:
        self.is_valid()
        names = {one.field.pk: _name(one) for one in self.known}
        for number, why in wrong.why.items():
            self.errors.pop(names[number], None)
            self.add_error(names[number], str(WRONG[why]))

    @property
    def rows(self) -> list[tuple[Any, bool]]:
        """Bound fields, and whether each is several boxes."""
        return [(self[_name(one)], one.field.kind == "choices") for one in self.known]


def _name(known: Known) -> str:
    return f"own-{known.field.pk}"


def _control(known: Known) -> forms.Field:
    field, kind = known.field, known.field.kind
    common: dict[str, Any] = {"label": field.name, "required": False, "help_text": field.hint}
    if field.is_required:
        common["help_text"] = " ".join(filter(None, [field.hint, _("Needed.")]))
    one = known.values[0] if known.values else ""
    if kind == "choices":
        options = [(word, word) for word in dict.fromkeys([*field.choices, *known.values])]
        box = forms.CheckboxSelectMultiple()
        return forms.MultipleChoiceField(choices=options, widget=box, initial=list(known.values), **common)
    if kind in ("choice", "yes_no"):
        words = [("yes", _("Yes")), ("no", _("No"))] if kind == "yes_no" else [(word, word) for word in field.choices]
        box_of_one = forms.Select(choices=[("", "—"), *words], attrs={"class": "select"})
        return forms.CharField(widget=box_of_one, initial=one, **common)
    if kind == "long_text":
        area = forms.Textarea(attrs={"rows": 4, "dir": "auto", "class": "textarea"})
        return forms.CharField(widget=area, initial=one, max_length=LONGEST[kind], **common)
    box_of_text = forms.TextInput(attrs={"class": "input", "dir": "auto", "autocomplete": "off"})
    box_of_text.input_type = TYPES.get(kind, "text") if kind == "date" else "text"
    if kind in MODES:
        box_of_text.attrs["inputmode"] = MODES[kind]
    return forms.CharField(widget=box_of_text, initial=one, max_length=LONGEST.get(kind, 40), **common)
