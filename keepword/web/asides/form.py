"""A side conversation as a form: whom, what about, and the first words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from keepword.people.models import Team
from keepword.web.fields import DeskForm

LONGEST = 100_000
WAYS = ("mail", "team", "forward")


class AsideForm(DeskForm):
    """`way` is "mail", "team" or "forward"."""

    to = forms.CharField(
        label=_("To"),
        max_length=2000,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "inputmode": "email", "autofocus": True}),
        help_text=_("Mail addresses, separated by commas. What they answer comes here, and never to the customer."),
    )
    team = forms.ModelChoiceField(
        label=_("Team"),
        queryset=Team.objects.order_by("name"),
        empty_label=None,
        help_text=_("It stays inside. Whoever is in the team finds it among their mentions."),
    )
    subject = forms.CharField(label=_("Subject"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"}))
    text = forms.CharField(
        label=_("Message"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 7, "dir": "auto"}),
    )
    with_files = forms.BooleanField(label=_("Send the files along"), required=False)

    def __init__(self, *args: Any, way: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"to": ["team"], "team": ["to"]}["team" if way == "team" else "to"]:
            del self.fields[name]
        if way != "forward":
            del self.fields["with_files"]
