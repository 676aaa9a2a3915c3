"""Tables as CSV files: written so that no spreadsheet runs what is in them, read as people's programs write them."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TextIO

SEPARATORS = ",;\t|"
LONGEST = 10_000  # lines of one file
# A spreadsheet takes a cell that begins so for a formula, which may call out (OWASP, "CSV injection").
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"  # without it Excel takes UTF-8 for the computer's old code page


class Unreadable(ValueError):
    """`why` is "encoding", "empty", "long", "twice" (a column, in `what`) or "broken"."""

    def __init__(self, why: str, what: str = "") -> None:
        super().__init__(why, what)
        self.why, self.what = why, what


@dataclass(frozen=True, slots=True)
class Line:
    """`number` as an editor counts; `cells` by the name of the column, in lower case, without spaces around."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    columns: list[str]
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Reading:
    """A table that is read line by line: a file of any length takes no more memory than its longest line. Going
    through `lines` raises Unreadable."""

    columns: list[str]
    lines: Iterator[Line]


def harmless(cell: object) -> str:
    """As text in a cell. What would be a formula gets an apostrophe before it, as a person would type it; reading
    takes it away again."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULAS) or text.lstrip().startswith(FORMULAS[:4]) else text


def plain(cell: str) -> str:
    """What `harmless` was given."""
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].lstrip().startswith(FORMULAS) else text


def row_as_csv(cells: Sequence[object]) -> str:
    """One line, with its end."""
    line = io.StringIO()
    csv.writer(line).writerow([harmless(cell) for cell in cells])
    return line.getvalue()


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    return BOM + "".join(row_as_csv(row) for row in [columns, *rows])


def read(content: bytes) -> Table:
    """UTF-8 or UTF-16 with or without a mark, any of `SEPARATORS`. Empty lines are passed over. Raises Unreadable."""
    opened = reading(io.StringIO(_decoded(content).lstrip(BOM), newline=""))
    lines: list[Line] = []
    for line in opened.lines:
        if len(lines) >= LONGEST:
            raise Unreadable("long", str(LONGEST))
        lines.append(line)
    return Table(opened.columns, lines)


def reading(text: TextIO) -> Reading:
    """The same from a text that was opened with `newline=""`, for a file that is too long to be held. Raises
    Unreadable."""
    begun: list[str] = []
    for line in text:
        begun.append(line)
        if line.strip():
            break
    else:
        raise Unreadable("empty")
    reader = csv.reader(_without_nuls(chain(begun, text)), delimiter=_separator(begun[-1]), strict=True)
    rows = _rows(reader)
    columns = _columns(next(rows, []))
    return Reading(columns, _lines(reader, rows=rows, columns=columns))


def _rows(reader: Any) -> Iterator[list[str]]:
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield cells
    except csv.Error as error:
        raise Unreadable("broken", str(reader.line_num)) from error
    except UnicodeError as error:
        raise Unreadable("encoding") from error


def _lines(reader: Any, *, rows: Iterator[list[str]], columns: Sequence[str]) -> Iterator[Line]:
    for cells in rows:
        yield Line(reader.line_num, {name: plain(cell) for name, cell in zip(columns, cells, strict=False)})


def _without_nuls(text: Iterable[str]) -> Iterator[str]:
    for line in text:
        if "\x00" in line:
            raise Unreadable("encoding")
        yield line


def _columns(cells: Sequence[str]) -> list[str]:
    names = [cell.strip().lower() for cell in cells]
    known = set[str]()
    for name in filter(None, names):
        if name in known:
            raise Unreadable("twice", name)
        known.add(name)
    return names


def _decoded(content: bytes) -> str:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("encoding") from error
    return text


def _separator(line: str) -> str:
    """The one that stands most often in the first line, a comma where none does."""
    return max(SEPARATORS, key=line.count)
