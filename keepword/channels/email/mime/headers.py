"""The header block of a mail or a part: cut into fields, forgiving what senders and relays break."""

import re
from typing import NamedTuple

MOST_HEADERS = 2_000
MOST_BYTES = 1_000_000
_PARAMETER = re.compile(rb"[A-Za-z0-9*-]{1,40}=[^\s]")
_FIELD = re.compile(rb"([^\s:\x00]{1,200})[ \t]*:")
_KNOWN = re.compile(
    rb"(?i)(from|to|cc|bcc|subject|date|sender|reply-to|received|return-path|message-id|in-reply-to|references|"
    rb"mime-version|delivered-to|envelope-to|user-agent|priority|importance|precedence|organization|status|"
    rb"auto-submitted|authentication-results|errors-to|thread-[a-z]+|content-[a-z-]+|resent-[a-z-]+|"
    rb"list-[a-z-]+|arc-[a-z-]+|dkim-[a-z]+|received-spf|domainkey-[a-z]+|x-[\w.-]+)[ \t]*:"
)


class Field(NamedTuple):
    """`name` in lower case; `value` raw, folds still in it."""

    name: str
    value: bytes


class Block(NamedTuple):
    """The fields in order and where the body begins."""

    fields: tuple[Field, ...]
    body_start: int
    warnings: tuple[str, ...]

    def values(self, name: str) -> list[bytes]:
        return [field.value for field in self.fields if field.name == name]


def read_block(raw: bytes, *, start: int, end: int) -> Block:
    """The header block of `raw[start:end]`. A block that never ends, or text where a header should be, does no
    harm: what is no header begins the body, unless known headers go on right after it."""
    fields: list[tuple[str, list[bytes]]] = []
    warnings: dict[str, None] = {}
    position = start
    while position < end:
        line, following = _line(raw, position, end)
        if not line:
            position = following
            break
        if len(fields) >= MOST_HEADERS or position - start > MOST_BYTES:
            warnings["headers: too many, the rest is only in the raw mail"] = None
            position = _after_blank_line(raw, position, end)
            break
        if line[:1] in (b" ", b"\t"):
            if _ends_block(raw, line, following, end):
                position = following
                break
            if fields:
                fields[-1][1].append(line)
        elif match := _FIELD.match(line):
            fields.append((match.group(1).decode("latin-1").lower(), [line[match.end() :]]))
        elif position == start and line.startswith((b"From ", b">From ")):
            pass  # the separator of an mbox file
        elif fields and _is_parameter(line, fields[-1][1][-1]):
            fields[-1][1].append(line)
        elif _goes_on(raw, following, end):
            warnings["headers: a line that is no header was left out"] = None
        else:
            warnings["headers: the body begins without a blank line"] = None
            break
        position = following
    kept = tuple(Field(name, b"\n".join(lines)) for name, lines in fields)
    return Block(kept, min(position, end), tuple(warnings))


def _line(raw: bytes, position: int, end: int) -> tuple[bytes, int]:
    newline = raw.find(b"\n", position, end)
    if newline < 0:
        return raw[position:end].rstrip(b"\r"), end
    return raw[position:newline].rstrip(b"\r"), newline + 1


def _ends_block(raw: bytes, line: bytes, following: int, end: int) -> bool:
    """A line of blanks where the empty line should be: it ends the block unless headers go on."""
    if line.strip():
        return False
    next_line, _ = _line(raw, following, min(end, following + 998))
    return not (_FIELD.match(next_line) or next_line[:1] in (b" ", b"\t"))


def _is_parameter(line: bytes, before: bytes) -> bool:
    """`boundary="…"` under `Content-Type: multipart/mixed;` whose blank at the start of the line was lost."""
    return before.rstrip().endswith(b";") and bool(_PARAMETER.match(line))


def _goes_on(raw: bytes, position: int, end: int) -> bool:
    line, _ = _line(raw, position, min(end, position + 998))
    return bool(_KNOWN.match(line))


def _after_blank_line(raw: bytes, position: int, end: int) -> int:
    match = re.compile(rb"\n\r?\n").search(raw, position, end)
    return match.end() if match else end
