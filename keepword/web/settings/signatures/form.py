"""A signature as a form: whose letters it stands under, and its words."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from keepword.brands.mission.saying import known_names, names_it
from keepword.brands.models import Brand
from keepword.conversations.macros.variables import UnknownVariable, check
from keepword.conversations.models import Signature
from keepword.conversations.signing.defining import Wanted
from keepword.conversations.signing.filling import VARIABLES
from keepword.kit.languages import tag_of
from keepword.people.models import Team
from keepword.web.fields import DeskForm

LONGEST = 2000


def known_variables(text: str) -> None:
    """Raises ValidationError for a variable that no signature has."""
    try:
        check(text, known=[*VARIABLES, *known_names()] if names_it(text) else VARIABLES)
    except UnknownVariable as unknown:
        known = ", ".join(f"{{{{{name}}}}}" for name in VARIABLES)
        words = _("There is nothing called “%(name)s”. You can use %(known)s.")
        raise ValidationError(words % {"name": unknown.name, "known": known}) from unknown


class SignatureForm(DeskForm):
    brand = forms.ModelChoiceField(label=_("Brand"), queryset=Brand.objects.order_by("name", "id"), empty_label=None)
    team = forms.ModelChoiceField(
        label=_("Team"),
        queryset=Team.objects.order_by("name"),
        required=False,
        empty_label=_("Everybody"),
        help_text=_("Whose conversations it stands under."),
    )
    language = forms.ChoiceField(label=_("Language"), required=False, help_text=_("Of the customer."))
    text = forms.CharField(
        label=_("Signature"),
        max_length=LONGEST,
        validators=[known_variables],
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_("A line that names what is not known is left out."),
    )

    def __init__(self, *args: Any, signature: Signature | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(signature), **kwargs)
        spoken = [(tag_of(code), name) for code, name in settings.LANGUAGES]
        self.fields["language"].choices = [("", _("Every language")), *spoken]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        data = self.cleaned_data
        return Wanted(data["brand"], text=data["text"], team=data["team"], language=data["language"])


def _initial(signature: Signature | None) -> dict[str, Any]:
    if signature is None:
        return {"text": "{{agent.name}}\n{{agent.title}}\n{{brand.name}}"}
    return {name: getattr(signature, name) for name in ("brand", "team", "language", "text")}
