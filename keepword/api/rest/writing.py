"""What an agent writes, as a program sends it: JSON, or a form with files."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any

import pydantic
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from pydantic import Field

from keepword.api.problems import INVALID, Problem, wrong
from keepword.api.rest.describing import SOMETHING, TEXT, Given, Words
from keepword.conversations.inbound import File

FORM = "multipart/form-data"


class Written(Given):
    text: Annotated[
        Words, Field(max_length=TEXT, pattern=SOMETHING, examples=["It left this morning and arrives tomorrow."])
    ]


# What the OpenAPI document says of the body. It is read by hand, because it may be of two types.
BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": Written.model_json_schema()},
            FORM: {
                "schema": {
                    "type": "object",
                    "required": ["text"],
                    "properties": {
                        "text": {"type": "string", "maxLength": TEXT},
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}, "maxItems": 10},
                    },
                }
            },
        },
    }
}


@dataclass(frozen=True, slots=True)
class Letter:
    """`said` is all of it in pieces, to tell it from another."""

    text: str
    files: tuple[File, ...]
    said: tuple[bytes, ...]


def letter(request: HttpRequest) -> Letter:
    """Raises Problem."""
    if request.content_type == FORM:
        return _of_form(request)
    body = request.body
    return Letter(_checked(body).text, (), (body,))


def _checked(body: bytes) -> Written:
    try:
        return Written.model_validate_json(body)
    except pydantic.ValidationError as error:
        errors = error.errors(include_url=False)
        if errors[0]["type"] == "json_invalid":
            raise Problem(400) from error
        places = [("".join(f"/{step}" for step in one["loc"]), one["msg"]) for one in errors]
        raise Problem(422, name="validation", detail=INVALID, errors=places) from error


def _of_form(request: HttpRequest) -> Letter:
    try:
        text = request.POST.get("text", "").replace("\x00", "")
        sent = request.FILES.getlist("files")
    except MultiPartParserError as error:
        raise Problem(400) from error
    if len(text) > TEXT:
        raise wrong("/text", f"At most {TEXT} characters.")
    files = tuple(File(one.name or "file", one.content_type or "", one.read()) for one in sent)
    return Letter(text, files, (text.encode(), *_digests(files)))


def _digests(files: Iterable[File]) -> Iterable[bytes]:
    for file in files:
        yield f"{file.name}\n{file.type}\n{hashlib.sha256(file.content).hexdigest()}".encode()
