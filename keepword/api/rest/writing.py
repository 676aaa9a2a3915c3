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
from keepword.api.rest.describing import SEEN, SOMETHING, TEXT, Given, Seen, Words
from keepword.conversations.addressing import MOST
from keepword.conversations.inbound import File

FORM = "multipart/form-data"


class Written(Given):
    text: Annotated[
        Words, Field(max_length=TEXT, pattern=SOMETHING, examples=["It left this morning and arrives tomorrow."])
    ]


Addresses = Annotated[list[Words], Field(max_length=MOST, examples=[["boss@customer.example"]])]
FORMAT = "“markdown” is sent as HTML and as plain text; “plain” as it stands."


class WrittenReply(Written):
    seen: Seen = None
    cc: Annotated[Addresses, Field(description="Who gets a copy, and is seen by all.")] = []
    bcc: Annotated[Addresses, Field(description="Who gets a copy that nobody sees.")] = []
    format: Annotated[str, Field(pattern="^(plain|markdown)$", description=FORMAT)] = "plain"


def _body(model: type[Written], *, more: dict[str, Any]) -> dict[str, Any]:
    """What the OpenAPI document says of the body. It is read by hand, because it may be of two types."""
    files = {"type": "array", "items": {"type": "string", "format": "binary"}, "maxItems": 10}
    fields = {"text": {"type": "string", "maxLength": TEXT}, "files": files} | more
    form = {"type": "object", "required": ["text"], "properties": fields}
    content = {"application/json": {"schema": model.model_json_schema()}, FORM: {"schema": form}}
    return {"requestBody": {"required": True, "content": content}}


BODY = _body(Written, more={})
REPLY_BODY = _body(WrittenReply, more={"seen": {"type": "integer", "minimum": 0, "description": SEEN}})


@dataclass(frozen=True, slots=True)
class Letter:
    """`said` is all of it in pieces, to tell it from another. `seen`, copies and the format are of replies alone."""

    text: str
    files: tuple[File, ...]
    said: tuple[bytes, ...]
    seen: int | None = None
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    format: str = "plain"


def letter(request: HttpRequest, *, of: type[Written] = Written) -> Letter:
    """Raises Problem."""
    if request.content_type == FORM:
        return _of_form(request)
    body = request.body
    written = _checked(body, of=of)
    if not isinstance(written, WrittenReply):
        return Letter(written.text, (), (body,))
    cc, bcc = tuple(written.cc), tuple(written.bcc)
    return Letter(written.text, (), (body,), written.seen, cc=cc, bcc=bcc, format=written.format)


def _checked(body: bytes, *, of: type[Written]) -> Written:
    try:
        return of.model_validate_json(body)
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
    return Letter(text, files, (text.encode(), *_digests(files)), _seen(request.POST.get("seen", "")))


def _seen(text: str) -> int | None:
    if text and not (text.isascii() and text.isdigit() and len(text) < 19):
        raise wrong("/seen", "The id of a message.")
    return int(text) if text else None


def _digests(files: Iterable[File]) -> Iterable[bytes]:
    for file in files:
        yield f"{file.name}\n{file.type}\n{hashlib.sha256(file.content).hexdigest()}".encode()
