"""winmail.dat (TNEF): the envelope in which Outlook hides attachments and letters from everybody else.

Sources of the format: [MS-OXTNEF] for the attributes, [MS-OXPROPS] for the property numbers.
"""

import struct
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from keepword.channels.email.mime import charsets, mapi, rtf

_SIGNATURE = 0x223E9F78
_HEADER = struct.Struct("<BII")
_DEEPEST = 3
_MOST_FILES = 200
_MOST_ATTRIBUTES = 4_000

_NEW_ATTACHMENT = 0x00069002
_TITLE = 0x00018010
_DATA = 0x0006800F
_ATTACHMENT_PROPERTIES = 0x00069005
_MESSAGE_PROPERTIES = 0x00069003
_SUBJECT = 0x00018004
_BODY = 0x0002800C
_CODEPAGE = 0x00069007


class File(NamedTuple):
    """`type` is "" when the envelope does not say."""

    name: str
    type: str
    content: bytes
    cid: str


class Envelope(NamedTuple):
    """The letter inside is empty where the envelope has none. `whole` is False when its end is missing."""

    files: tuple[File, ...]
    text: str
    html: str
    subject: str
    whole: bool


class _Attribute(NamedTuple):
    number: int
    content: bytes


def is_winmail(type_: str, name: str) -> bool:
    return type_ in ("application/ms-tnef", "application/vnd.ms-tnef") or name.lower() == "winmail.dat"


def unpack(content: bytes) -> Envelope | None:
    """What is inside, None when it is no such envelope."""
    return _unpack(content, depth=0)


def _unpack(content: bytes, *, depth: int) -> Envelope | None:
    if len(content) < 6 or struct.unpack_from("<I", content)[0] != _SIGNATURE:
        return None
    attributes = list(islice(_attributes(content), _MOST_ATTRIBUTES))
    charset = _charset(attributes)
    letter, text, subject = {}, "", ""
    for attribute in attributes:
        if attribute.number == _MESSAGE_PROPERTIES:
            letter = mapi.read_properties(attribute.content)
        elif attribute.number == _BODY:
            text = _string(attribute.content, charset)
        elif attribute.number == _SUBJECT:
            subject = _string(attribute.content, charset)
    files = [file for group in _groups(attributes) for file in _files(group, charset, depth)]
    whole = 0 < len(attributes) < _MOST_ATTRIBUTES and attributes[-1].number >= 0
    text, html = _letter(letter, text, charset)
    kept = tuple(file for file in files if file.content or file.name)[:_MOST_FILES]
    return Envelope(kept, text, html, subject, whole)


def _attributes(content: bytes) -> Iterator[_Attribute]:
    """A last attribute with the number -1 says that the envelope breaks off."""
    position = 6
    while position + _HEADER.size <= len(content):
        _, number, length = _HEADER.unpack_from(content, position)
        position += _HEADER.size
        yield _Attribute(number, content[position : position + length])
        if position + length > len(content):
            yield _Attribute(-1, b"")
            return
        position += length + 2  # the checksum


def _charset(attributes: list[_Attribute]) -> str:
    page = next((each.content for each in attributes if each.number == _CODEPAGE and len(each.content) >= 4), b"")
    return f"cp{struct.unpack_from('<I', page)[0]}" if page else "cp1252"


def _groups(attributes: list[_Attribute]) -> list[dict[int, bytes]]:
    groups: list[dict[int, bytes]] = []
    for attribute in attributes:
        if attribute.number == _NEW_ATTACHMENT:
            groups.append({})
        elif groups:
            groups[-1][attribute.number] = attribute.content
    return groups


def _files(group: dict[int, bytes], charset: str, depth: int) -> Iterator[File]:
    properties = mapi.read_properties(group.get(_ATTACHMENT_PROPERTIES, b""))
    name = mapi.text(properties, mapi.LONG_FILENAME, charset=charset) or _string(group.get(_TITLE, b""), charset)
    content = group.get(_DATA) or mapi.raw(properties, mapi.ATTACHED_OBJECT)
    inner = content[16:] if content[16:20] == struct.pack("<I", _SIGNATURE) else b""
    if inner and depth < _DEEPEST and (envelope := _unpack(inner, depth=depth + 1)):
        letter = envelope.html or envelope.text
        type_ = "text/html" if envelope.html else "text/plain"
        yield File(f"{name or envelope.subject}{'.html' if envelope.html else '.txt'}", type_, letter.encode(), "")
        yield from envelope.files
        return
    type_ = mapi.text(properties, mapi.MIME_TYPE, charset=charset).lower()
    cid = mapi.text(properties, mapi.CONTENT_ID, charset=charset).strip("<> ")
    yield File(name, type_ if "/" in type_ else "", content, cid)


def _letter(properties: mapi.Properties, text: str, charset: str) -> tuple[str, str]:
    page = mapi.number(properties, mapi.INTERNET_CODEPAGE)
    html = charsets.decode(mapi.raw(properties, mapi.HTML), declared=_page_name(page)).text
    text = mapi.text(properties, mapi.PLAIN_BODY, charset=charset) or text
    packed = mapi.raw(properties, mapi.COMPRESSED_RTF)
    if packed and not html:
        found = rtf.read(rtf.decompress(packed))
        html, text = found.html, text or found.text
    return text, html


def _page_name(page: int) -> str:
    return {65001: "utf-8", 20127: "us-ascii", 28591: "iso-8859-1", 50220: "iso-2022-jp"}.get(page, f"cp{page}")


def _string(content: bytes, charset: str) -> str:
    return charsets.decode(content.split(b"\x00")[0], declared=charset).text
