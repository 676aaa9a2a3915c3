"""What we ask of somebody who writes to us."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from keepword.help_center.uploads import FilesField

MESSAGE_LENGTH = 50_000


class AnswerForm(forms.Form):
    """An answer in a conversation: words or files. `website` is for robots: a person never sees it."""

    message = forms.CharField(
        label=_("Your message"),
        required=False,
        max_length=MESSAGE_LENGTH,
        error_messages={"required": _("Please write a few words.")},
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 6, "dir": "auto"}),
    )
    attachments = FilesField(label=_("Pictures or files (optional)"))
    website = forms.CharField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "message" in cleaned and "attachments" in cleaned and not cleaned["message"] and not cleaned["attachments"]:
            self.add_error("message", _("Please write a few words."))
        return cleaned

    @property
    def is_of_a_robot(self) -> bool:
        return bool(self["website"].value())


class ContactForm(AnswerForm):
    """Who writes, about what."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        error_messages={"required": _("Please tell us your name, so that we know how to address you.")},
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "name", "dir": "auto"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Our answer goes there."),
        max_length=254,
        error_messages={
            "required": _("Please give us your e-mail address: our answer goes there."),
            "invalid": _("This does not look like an e-mail address. It should be like name@example.com."),
        },
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "email", "dir": "ltr"}),
    )
    subject = forms.CharField(
        label=_("Subject (optional)"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "input", "dir": "auto"}),
    )
    field_order = ("name", "email", "subject", "message", "attachments")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["message"].required = True


def questions_of(form: AnswerForm) -> dict[str, Any]:
    """The questions that a person sees, by name, for a template. The first that went wrong asks for the cursor."""
    wrong = next((name for name in form.fields if name in form.errors), None) if form.is_bound else None
    if wrong:
        form.fields[wrong].widget.attrs["autofocus"] = True
    return {name: form[name] for name in form.fields if name != "website"}
