"""A customer with a browser: opens a page, fills in its form, and presses the button."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082".replace(" ", "")
)
ANN = {"name": "Ann Lee", "email": "ann@customer.example", "subject": "Where is my parcel?", "message": "Due Monday."}


class _Form(HTMLParser):
    """The first form of a page that holds a stamp: its address and its fields as they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.action = ""
        self.fields: dict[str, str] = {}
        self._is_open = False
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._is_open = given.get("enctype") == "multipart/form-data"
            self.action = given["action"] if self._is_open else self.action
        elif self._is_open and tag in ("input", "textarea") and given.get("type") != "file" and "name" in given:
            self.fields[given["name"]] = given.get("value", "")
            self._text = given["name"] if tag == "textarea" else ""

    def handle_data(self, data: str) -> None:
        if self._text:
            self.fields[self._text] += data.lstrip("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = ""


def form_of(page: HttpResponse) -> _Form:
    form = _Form()
    form.feed(page.content.decode())
    return form


def fill_in(client: Client, page: HttpResponse, **answers: Any) -> HttpResponse:
    """Send the form of a page as a browser without scripts would, with these answers."""
    form = form_of(page)
    return client.post(form.action, form.fields | answers)


def write(client: Client, *, address: str = "/contact", **answers: Any) -> HttpResponse:
    """Open the contact page and send it; a new visitor's message by Ann unless told otherwise."""
    return fill_in(client, client.get(address), **(ANN | answers))


def link_on(page: HttpResponse) -> str:
    """The path of the conversation that a page leads to."""
    found = re.search(r'href="[^"]*(/c/[^"/]+)"', page.content.decode())
    assert found is not None
    return unescape(found.group(1))


def picture(name: str = "box.png", *, content: bytes = PNG, kind: str = "image/png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=kind)
