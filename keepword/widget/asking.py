"""What a visitor may send: words or files, and once their name and address."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from keepword.channels.chat.saying import LONGEST, Words
from keepword.channels.form.accepting import accept, check_amount
from keepword.conversations.inbound import File
from keepword.kit.languages import tag_of
from keepword.people.placing import known_zone

PAGE_LENGTH = 500


class PersonForm(forms.Form):
    """Both may stay empty."""

    name = forms.CharField(required=False, max_length=200)
    email = forms.EmailField(
        required=False,
        max_length=254,
        error_messages={
            "invalid": _("This does not look like an e-mail address. It should be like name@example.com.")
        },
    )


class WordsForm(PersonForm):
    text = forms.CharField(required=False, max_length=LONGEST, strip=False)
    number = forms.RegexField(r"^[0-9A-Za-z-]{8,64}$")
    after = forms.RegexField(r"^[0-9A-Za-z-]{8,64}$", required=False)
    page = forms.CharField(required=False, empty_value="")
    zone = forms.CharField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("text", "").strip() and not self.files:
            self.add_error("text", _("Please write a few words."))
        return cleaned


def words_in(form: WordsForm, *, files: tuple[File, ...], language: str) -> Words:
    """`language` is Django's code."""
    said = form.cleaned_data
    page = said["page"].partition("?")[0].partition("#")[0]
    return Words(
        number=said["number"],
        after=said["after"],
        text=said["text"],
        files=files,
        name=said["name"],
        email=said["email"],
        page=page[:PAGE_LENGTH] if page.startswith(("https://", "http://")) else "",
        language=tag_of(language),
        time_zone=known_zone(said["zone"]),
    )


def files_in(request: HttpRequest) -> tuple[File, ...]:
    """Raises NotTaken."""
    uploads: list[UploadedFile] = request.FILES.getlist("files")
    check_amount([one.size or 0 for one in uploads])
    return tuple(accept(one.name or "", content=one.read()) for one in uploads if one)


def advice_of(form: forms.Form) -> str:
    """The first thing that is wrong."""
    return next((str(error) for errors in form.errors.values() for error in errors), "")
