"""One own field: /settings/fields/new and /settings/fields/<id>, its place, and what becomes of it."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from keepword.brands.models import Brand
from keepword.conversations.fields.defining import (
    LONGEST_HINT,
    LONGEST_KEY,
    LONGEST_NAME,
    OF_CHOICES,
    BadField,
    Draft,
    bring_back,
    change,
    define,
    move,
    retire,
)
from keepword.conversations.models import OwnField
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.web.errors import refusal
from keepword.web.fields import DeskForm
from keepword.web.own_fields.wording import ABOUT, KINDS
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page
from keepword.web.picking.widgets import PickOne
from keepword.web.settings.shell import edit_page

WHERE = {"key_taken": "key", "taken": "name"}


class FieldForm(DeskForm):
    name = forms.CharField(label=pgettext_lazy("of a thing", "Name"), max_length=LONGEST_NAME)
    about = forms.ChoiceField(label=gettext_lazy("Asked of"), choices=ABOUT.items())
    kind = forms.ChoiceField(label=gettext_lazy("What stands in it"), choices=KINDS.items())
    key = forms.CharField(
        label=gettext_lazy("Its word in macros and for programs"),
        max_length=LONGEST_KEY,
        required=False,
        help_text=gettext_lazy("Small letters, digits and _. It is made of the name if you leave it empty."),
    )
    choices = forms.CharField(
        label=gettext_lazy("Choices"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=gettext_lazy("For lists: one on each line, without commas."),
    )
    hint = forms.CharField(label=gettext_lazy("Hint"), max_length=LONGEST_HINT, required=False)
    brand: "forms.ModelChoiceField[Brand]" = forms.ModelChoiceField(
        label=gettext_lazy("Brand"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("All brands"),
        widget=PickOne(sources={"": "brands"}),
    )
    is_required = forms.BooleanField(
        label=gettext_lazy("Needed"),
        required=False,
        help_text=gettext_lazy("Nobody saves the fields without it. What is missing is marked."),
    )

    def __init__(self, *args: Any, field: OwnField | None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(field) if field else None, **kwargs)
        self.fields["brand"].queryset = Brand.objects.order_by("name")  # type: ignore[attr-defined]
        if field is not None:
            for name in ("about", "kind", "key"):
                del self.fields[name]
            if field.kind not in OF_CHOICES:
                del self.fields["choices"]

    def draft(self) -> Draft:
        said = dict(self.cleaned_data)
        said["choices"] = said.get("choices", "").splitlines()
        return Draft(**said)


def _initial(field: OwnField) -> dict[str, Any]:
    names = ("name", "hint", "is_required", "brand")
    return {name: getattr(field, name) for name in names} | {"choices": "\n".join(field.choices)}


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def new(request: AgentRequest) -> HttpResponse:
    form = FieldForm(request.POST or None, field=None)
    if request.method == "POST" and form.is_valid():
        try:
            define(form.draft(), by=request.user.as_actor)
            return _saved()
        except BadField as error:
            _refuse(form, error)
    return _page(request, form=form, field=None)


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    field = _field(number)
    form = FieldForm(request.POST or None, field=field)
    if request.method == "POST" and form.is_valid():
        try:
            change(field, to=form.draft(), by=request.user.as_actor)
            return _saved()
        except BadField as error:
            _refuse(form, error)
    return _page(request, form=form, field=field)


@for_agents(may=MANAGE_SETTINGS)
@require_POST
@once_a_page
def place(request: AgentRequest, number: int) -> HttpResponse:
    """`to` is "up" or "down", by one, and pressed twice on one page no more than that."""
    move(_field(number), up=request.POST.get("to") == "up", by=request.user.as_actor)
    return redirect("web:own-fields")


@for_agents(may=MANAGE_SETTINGS)
@require_POST
def retirement(request: AgentRequest, number: int) -> HttpResponse:
    """`retired` is "no" to ask it again."""
    field = _field(number)
    try:
        act = bring_back if request.POST.get("retired") == "no" else retire
        act(field, by=request.user.as_actor)
    except BadField:
        reason = _("Another field is called so now. Rename that one first.")
        return refusal(request, title=_("This field cannot come back"), reason=reason)
    return _saved()


def _field(number: int) -> OwnField:
    field: OwnField = get_object_or_404(OwnField.objects.all(), pk=number)  # house: set-up of the whole organisation
    return field


def _refuse(form: FieldForm, error: BadField) -> None:
    words = {
        "name": _("Give the field a name."),
        "taken": _("There is another field of this name."),
        "key": _("Use small letters, digits and _, and begin with a letter."),
        "key_taken": _("Another field has this word, perhaps one that was put away."),
        "choices": _("Write at least one choice, each once, on a line of its own, without commas."),
    }
    form.add_error(WHERE.get(error.why, error.why), words[error.why])


def _page(request: AgentRequest, *, form: FieldForm, field: OwnField | None) -> HttpResponse:
    heading = field.name if field else _("New field")
    context = {"own_field": field, "about": ABOUT, "kinds": KINDS}
    return edit_page(request, form=form, heading=heading, tab="own-fields", kind="fields/edit", context=context)


def _saved() -> HttpResponse:
    return redirect(f"{reverse('web:own-fields')}?saved=yes")
