"""What is asked of a person in more than one form: their addresses, language and time zone."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from keepword.conversations.addressing import BadAddress, TooMany, checked, pieces
from keepword.conversations.contacts import find_contact
from keepword.people.meeting import AlreadyKnown, BadNumber, Newcomer, number_of
from keepword.people.models import Agent
from keepword.web.choosing import customer_languages, time_zones
from keepword.web.fields import DeskForm

LONGEST = 1000


def _zones() -> list[tuple[str, Any]]:
    return [("", gettext_lazy("Guess it from what they write")), *time_zones()]


class PersonForm(DeskForm):
    """`known_language` and `known_zone` are what is kept of them, offered whatever it is."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    emails = forms.CharField(
        label=gettext_lazy("Mail address"),
        max_length=LONGEST,
        required=False,
        help_text=gettext_lazy("Several with commas between them."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "inputmode": "email"}),
    )
    numbers = forms.CharField(
        label=gettext_lazy("Telephone"),
        max_length=LONGEST,
        required=False,
        help_text=gettext_lazy("With the number of the country, such as +49 30 901820. Several with commas."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "inputmode": "tel"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=_zones, required=False)

    def __init__(self, *args: Any, known_language: str = "", known_zone: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages = customer_languages(get_language() or "en", also=known_language)
        self.fields["language"].choices = [("", _("Not known")), *languages]  # type: ignore[attr-defined]
        zones = self.fields["time_zone"].choices  # type: ignore[attr-defined]
        if known_zone and known_zone not in dict(zones):
            self.fields["time_zone"].choices = [*zones, (known_zone, known_zone)]  # type: ignore[attr-defined]

    def clean_emails(self) -> tuple[str, ...]:
        try:
            return tuple(checked(pieces(self.cleaned_data["emails"])))
        except BadAddress as error:
            why = _("“%(address)s” is no mail address.") % {"address": error.written}
            raise forms.ValidationError(why) from error
        except TooMany as error:
            raise forms.ValidationError(_("These are too many addresses.")) from error

    def clean_numbers(self) -> tuple[str, ...]:
        try:
            return tuple(number_of(one) for one in pieces(self.cleaned_data["numbers"]))
        except BadNumber as error:
            why = _("“%(number)s” is no telephone number. Write its digits, such as +49 30 901820.")
            raise forms.ValidationError(why % {"number": error.written}) from error

    def newcomer(self) -> Newcomer:
        said = self.cleaned_data
        return Newcomer(said["name"], said["emails"], said["numbers"], said["language"], said["time_zone"])

    def refuse(self, error: AlreadyKnown, *, agent: Agent) -> None:
        """Somebody has it: who, if the agent may know them."""
        self.add_error("emails" if "@" in error.value else "numbers", _whose(error, agent=agent))


def _whose(error: AlreadyKnown, *, agent: Agent) -> str | SafeString:
    known = find_contact(error.contact, agent=agent)
    if known is None:
        return _("%(address)s cannot be added.") % {"address": error.value}
    address = reverse("web:one-contact", args=[known.pk])
    link = format_html('<a class="link" href="{}"><bdi>{}</bdi></a>', address, known.name or error.value)
    return format_html(_("{address} belongs to {person} already."), address=error.value, person=link)
