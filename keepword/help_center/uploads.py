"""The question "which files?" of a form: any number of them, each checked."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from keepword.channels.form.accepting import NotTaken, accept, check_amount
from keepword.conversations.inbound import File


class FilesInput(forms.FileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Cleans to a tuple of `File`."""

    widget = FilesInput

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def clean(self, data: Any, initial: Any = None) -> tuple[File, ...]:
        uploads: list[UploadedFile] = [one for one in data or [] if one]
        try:
            check_amount([upload.size or 0 for upload in uploads])
            return tuple(accept(upload.name or "", content=upload.read()) for upload in uploads)
        except NotTaken as refused:
            raise ValidationError(str(refused)) from refused
