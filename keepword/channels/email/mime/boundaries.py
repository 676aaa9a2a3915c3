"""Where the parts of a multipart body begin and end, with boundaries right, doubled, misplaced or missing."""

import re
from typing import NamedTuple

_AFTER_DELIMITER = re.compile(rb"(--)?(?:[ \t][^\r\n]*)?\r*(?:\n|\Z)")
# A line that starts with two dashes and is followed by a header of a part: what a boundary looks like to the eye.
_GUESS = re.compile(rb"^--([^\r\n]{1,200})\r?\n(?:\r?\n)?Content-[A-Za-z-]{1,40}[ \t]*:", re.M | re.I)


class Spans(NamedTuple):
    """`parts` are (start, end) offsets; `rest` is where those begin that are over the bound, or None. `preamble` is
    what stands before the first part, all of the body when there is none."""

    parts: tuple[tuple[int, int], ...]
    preamble: tuple[int, int]
    rest: int | None
    warnings: tuple[str, ...]


class _Line(NamedTuple):
    start: int
    following: int
    closes: bool


def split(raw: bytes, *, start: int, end: int, boundary: bytes, most: int) -> Spans:
    """The parts of the multipart body `raw[start:end]`, at most `most` of them.

    boundary: as declared, b"" when it was not. A boundary that never appears is replaced by the line that looks like
    one. A missing last delimiter is forgiven; parts after a premature one are read too.
    """
    warnings: list[str] = []
    lines = _delimiters(raw, boundary, start, end, most) if boundary.strip() else []
    if not any(not line.closes for line in lines):
        guessed = guess(raw, start=start, end=end)
        if guessed and guessed != boundary:
            warnings.append("parts: the declared boundary is missing, another was found")
            lines = _delimiters(raw, guessed, start, end, most)
    if not lines or lines[0].closes:
        first = lines[0].start if lines else end
        return Spans((), (start, first), None, tuple(warnings) if lines else (*warnings, "parts: no boundary found"))
    return _spans(raw, lines, start, end, most, warnings)


def guess(raw: bytes, *, start: int, end: int) -> bytes:
    """The boundary that the body itself shows, b"" when none is to be seen."""
    match = _GUESS.search(raw, start, end)
    return match.group(1).rstrip() if match else b""


def _delimiters(raw: bytes, boundary: bytes, start: int, end: int, most: int) -> list[_Line]:
    found = _exact_delimiters(raw, b"--" + boundary, start, end, most)
    if not found and boundary != boundary.strip():
        found = _exact_delimiters(raw, b"--" + boundary.strip(), start, end, most)
    return found


def _exact_delimiters(raw: bytes, marker: bytes, start: int, end: int, most: int) -> list[_Line]:
    """Lines that begin with the marker and go on with nothing or a blank: `b` is no delimiter of `b-1`."""
    lines: list[_Line] = []
    position = start
    while len(lines) <= most + 1 and (at := raw.find(marker, position, end)) >= 0:
        position = at + len(marker)
        match = _AFTER_DELIMITER.match(raw, position, end)
        if match and (at == start or raw[at - 1] in b"\r\n"):
            position = match.end()
            lines.append(_Line(at, position, bool(match.group(1))))
    return lines


def _spans(raw: bytes, lines: list[_Line], start: int, end: int, most: int, warnings: list[str]) -> Spans:
    parts: list[tuple[int, int]] = []
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if line.closes:
            if following is not None and not following.closes:
                warnings.append("parts: more after the last boundary")
            continue
        if len(parts) >= most:
            return Spans(tuple(parts), (start, _before(raw, lines[0].start, start)), line.start, tuple(warnings))
        stop = end if following is None else _before(raw, following.start, line.following)
        if following is None:
            warnings.append("parts: the last boundary is missing")
        parts.append((line.following, max(stop, line.following)))
    return Spans(tuple(parts), (start, _before(raw, lines[0].start, start)), None, tuple(warnings))


def _before(raw: bytes, position: int, floor: int) -> int:
    """The line break before a delimiter belongs to the delimiter."""
    if position > floor and raw[position - 1 : position] == b"\n":
        position -= 1
        if position > floor and raw[position - 1 : position] == b"\r":
            position -= 1
    return max(position, floor)
