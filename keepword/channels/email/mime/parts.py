"""The tree of parts of a mail: what is inside what, before anybody decides what is letter and what is attachment."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from keepword.channels.email.mime import boundaries, headers, parameters, smime, transfer, words

# A human's mail has a few levels and a few dozen parts. What is deeper or more is kept raw, and said so.
DEEPEST = 30
MOST_PARTS = 1_000
MESSAGE_TYPES = ("message/rfc822", "message/global", "message/news")


@dataclass
class Reading:
    """What is common to one mail while it is read."""

    warnings: dict[str, None] = field(default_factory=dict)
    charsets: dict[str, None] = field(default_factory=dict)
    count: int = 0

    def warn(self, *warnings: str) -> None:
        for warning in warnings:
            self.warnings.setdefault(warning)

    @property
    def hints(self) -> tuple[str, ...]:
        """The charsets that the mail has named so far, for what declares none."""
        return tuple(self.charsets)[:6]

    @property
    def room(self) -> int:
        return max(MOST_PARTS - self.count, 0)


@dataclass(frozen=True, slots=True)
class Span:
    """A body inside the bytes of its mail, so that nested parts need not be copied."""

    raw: bytes
    start: int
    end: int
    reading: Reading
    depth: int

    @property
    def bytes(self) -> bytes:
        return self.raw[self.start : self.end]

    @property
    def is_too_deep(self) -> bool:
        return self.depth >= DEEPEST or not self.reading.room


@dataclass(frozen=True, eq=False)
class Part:
    """One part. `type` is never empty; `body` is as sent, `content` decoded. `children` of a multipart are its parts,
    of an attached message the one message. `is_raw`: over a bound, not opened."""

    span: "Span"
    block: headers.Block
    type: str
    is_declared: bool
    parameters: dict[str, str]
    disposition: str
    disposition_parameters: dict[str, str]
    encoding: str
    children: tuple["Part", ...] = ()
    preamble: bytes = b""
    is_raw: bool = False

    @property
    def body(self) -> bytes:
        return self.span.bytes

    @cached_property
    def _decoded(self) -> transfer.Content:
        return transfer.decode(self.body, encoding=self.encoding)

    @property
    def content(self) -> bytes:
        return self._decoded.content

    @property
    def content_warning(self) -> str:
        return self._decoded.warning

    @property
    def filename(self) -> str:
        """As sent, decoded; "" when it was not named."""
        return (self.disposition_parameters.get("filename") or self.parameters.get("name") or "").strip()

    @property
    def content_id(self) -> str:
        return self._text("content-id").strip("<> ")

    @property
    def location(self) -> str:
        return "".join(self._text("content-location").split())

    @property
    def is_multipart(self) -> bool:
        return self.type.startswith("multipart/") and not self.is_raw

    @property
    def is_message(self) -> bool:
        return self.type in MESSAGE_TYPES and not self.is_raw

    def walk(self) -> Iterator["Part"]:
        """This part and all below it, in the order of the mail."""
        yield self
        for child in self.children:
            yield from child.walk()

    def _text(self, name: str) -> str:
        values = self.block.values(name)
        return words.header_text(values[0]) if values else ""


def read_part(raw: bytes, *, reading: Reading) -> Part:
    """The whole mail as a tree. Warnings go to `reading`."""
    return _read(Span(raw, 0, len(raw), reading, 0), default="text/plain")


def _read(span: Span, *, default: str) -> Part:
    span.reading.count += 1
    block = headers.read_block(span.raw, start=span.start, end=span.end)
    span.reading.warn(*block.warnings)
    named = words.charsets_named([found.value for found in block.fields if found.name in ("subject", "from", "to")])
    span.reading.charsets.update(dict.fromkeys(named))
    hints = span.reading.hints
    kind = _type_of(block, hints)
    if charset := kind.parameters.get("charset"):
        span.reading.charsets.setdefault(charset.lower())
    disposition = _disposition_of(block, hints)
    common: dict[str, Any] = {
        "block": block,
        "is_declared": bool(kind.value),
        "parameters": kind.parameters,
        "disposition": disposition.value,
        "disposition_parameters": disposition.parameters,
        "encoding": transfer.encoding_of(block.values("content-transfer-encoding")),
    }
    span = replace(span, start=block.body_start)
    type_ = kind.value or _implied_type(span, kind, default)
    if type_.startswith("multipart/"):
        return _multipart(span, type_, common)
    if type_ in MESSAGE_TYPES:
        return _message(span, type_, common)
    part = Part(span=span, type=type_, **common)
    return _with_signed_mail(part) if type_ in smime.TYPES else part


def _multipart(span: Span, type_: str, common: dict[str, Any]) -> Part:
    if span.is_too_deep:
        span.reading.warn("parts: too deep or too many, the rest is kept unopened")
        return Part(span=span, type=type_, is_raw=True, **common)
    span, common = _decoded_if_needed(span, common)
    boundary = common["parameters"].get("boundary", "").encode("utf-8", "replace")
    raw, reading = span.raw, span.reading
    spans = boundaries.split(raw, start=span.start, end=span.end, boundary=boundary, most=reading.room)
    reading.warn(*spans.warnings)
    default = "message/rfc822" if type_ == "multipart/digest" else "text/plain"
    children: list[Part] = []
    for position, (start, end) in enumerate(spans.parts):
        if not reading.room:
            spans = spans._replace(rest=start)
            children = children[:position]
            break
        children.append(_read(Span(raw, start, end, reading, span.depth + 1), default=default))
    if spans.rest is not None:
        reading.warn("parts: too deep or too many, the rest is kept unopened")
        children.append(_unopened(Span(raw, spans.rest, span.end, reading, span.depth)))
    preamble = raw[spans.preamble[0] : spans.preamble[1]]
    return Part(span=span, type=type_, children=tuple(children), preamble=preamble, **common)


def _decoded_if_needed(span: Span, common: dict[str, Any]) -> tuple[Span, dict[str, Any]]:
    """A multipart must not be encoded as a whole (RFC 2045, 6.4). Some are; most only say so."""
    boundary = common["parameters"].get("boundary", "").encode("utf-8", "replace")
    if common["encoding"] in ("", "uuencode") or b"--" + boundary in span.bytes:
        return span, common
    decoded = transfer.decode(span.bytes, encoding=common["encoding"]).content
    if b"--" + boundary not in decoded:
        return span, common
    return Span(decoded, 0, len(decoded), span.reading, span.depth), common


def _message(span: Span, type_: str, common: dict[str, Any]) -> Part:
    part = Part(span=span, type=type_, is_raw=span.is_too_deep, **common)
    if part.is_raw:
        span.reading.warn("parts: too deep or too many, the rest is kept unopened")
        return part
    if part.encoding:
        inner = Span(part.content, 0, len(part.content), span.reading, span.depth + 1)
    else:
        inner = Span(span.raw, span.start, span.end, span.reading, span.depth + 1)
    return replace(part, children=(_read(inner, default="text/plain"),))


def _with_signed_mail(part: Part) -> Part:
    """A signature that wraps its mail holds it as a child; what is encrypted has none."""
    span, inner = part.span, smime.signed_content(part.content)
    if inner is None or span.is_too_deep:
        return part
    return replace(
        part, children=(_read(Span(inner, 0, len(inner), span.reading, span.depth + 1), default="text/plain"),)
    )


def _unopened(span: Span) -> Part:
    nothing = headers.Block((), 0, ())
    return Part(span, nothing, "application/octet-stream", False, {}, "attachment", {"filename": "rest.txt"}, "")


def _type_of(block: headers.Block, hints: tuple[str, ...]) -> parameters.Value:
    """The first Content-Type that can be read; of several, one with a boundary before others that lack it."""
    found = [parameters.content_type(value, hints=hints) for value in block.values("content-type")[:10]]
    readable = [kind for kind in found if kind.value]
    multipart = [kind for kind in readable if kind.value.startswith("multipart/") and "boundary" in kind.parameters]
    return (multipart or readable or found or [parameters.Value("", {})])[0]


def _disposition_of(block: headers.Block, hints: tuple[str, ...]) -> parameters.Value:
    found = [parameters.disposition(value, hints=hints) for value in block.values("content-disposition")[:10]]
    return next((kind for kind in found if kind.value), (found or [parameters.Value("", {})])[0])


def _implied_type(span: Span, kind: parameters.Value, default: str) -> str:
    """What a part is when its type is missing or nonsense."""
    if kind.parameters.get("boundary"):
        return "multipart/mixed"
    start = span.raw[span.start : span.start + 2_000].lstrip()
    if start.startswith(b"--") and not span.raw[span.start : span.end].startswith(b"-- "):
        offset = span.raw.find(b"--", span.start)
        line = span.raw[offset : offset + 300].split(b"\n")[0].strip()
        if boundaries.guess(span.raw, start=offset, end=min(offset + 2_000, span.end)) == line[2:]:
            return "multipart/mixed"
    return default
