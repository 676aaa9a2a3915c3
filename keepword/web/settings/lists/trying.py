"""What a file would do, line by line; and then it is done, all of it or nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keepword.channels.email.mime import charsets
from keepword.events import log
from keepword.kit.tables import LONGEST, Line, Table, Unreadable, read
from keepword.people.models import Agent
from keepword.web.settings.lists.listed import ADD, CHANGE, SAME, Column, Deed, Listed, Wrong

WHY = {
    "empty": gettext_lazy("The file is empty. Its first line names the columns."),
    "encoding": gettext_lazy("The letters of the file cannot be read. Save it as “CSV UTF-8”."),
    "twice": gettext_lazy("The column “%(what)s” stands there twice."),
    "broken": gettext_lazy("A quotation mark is not closed, about line %(what)s."),
    "long": gettext_lazy("The file has more than %(what)s lines. Split it."),
}

SHOWN = 120  # letters of a cell that a trial repeats
LINES_SHOWN = 300  # of a trial, those that are wrong first
ENCODINGS = {"gb18030": "GB 18030", "cp950": "Big5", "cp949": "EUC-KR", "cp932": "Shift JIS", "cp1252": "Windows-1252"}


class NotTaken(ValueError):
    """Nothing was done; the words say why."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What one line would do. `why` is "" when it can be done; `column` is where it cannot. `changes` are columns with
    what stands in them and what would."""

    number: int
    act: str
    words: str
    column: str = ""
    why: str = ""
    changes: Sequence[tuple[str, str, str]] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """The whole file. It is done only when nothing in it is wrong."""

    lines: list[Tried]

    @property
    def wrong(self) -> list[Tried]:
        return [line for line in self.lines if line.why]

    def count(self, act: str) -> int:
        return sum(1 for line in self.lines if line.act == act and not line.why)

    @property
    def shown(self) -> list[Tried]:
        """As many as a page has room for: those that are wrong, then the others, each in their order."""
        found = self.wrong[:LINES_SHOWN]
        fine = (line for line in self.lines if not line.why)
        return sorted([*found, *islice(fine, LINES_SHOWN - len(found))], key=lambda line: line.number)

    @property
    def can_be_done(self) -> bool:
        return not self.wrong and bool(self.count(ADD) + self.count(CHANGE))


def as_unicode(content: bytes) -> tuple[bytes, str]:
    """The file in UTF-8, and by which name of an encoding it was read where it does not say so itself: spreadsheets
    in China, Japan and Korea write their own. Whoever looks at the trial sees whether it was right."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content:
        return content, ""
    try:
        content.decode()
    except UnicodeDecodeError:
        found = charsets.decode(content, declared="")
        is_read = "\ufffd" not in found.text
        return (found.text.encode(), ENCODINGS.get(found.codec, found.codec)) if is_read else (content, "")
    return content, ""


def table_of(content: bytes, *, of: Listed) -> Table:
    """Raises NotTaken."""
    try:
        table = read(content)
    except Unreadable as error:
        raise not_taken(error) from error
    demand_columns(table.columns, of=of)
    for line in table.lines:
        for name in filter(is_passed_over, table.columns):
            line.cells.pop(name, None)
    return table


def is_passed_over(column: str) -> bool:
    """Columns that tell people something, as in the file of wrong lines."""
    return column.startswith("_")


def not_taken(error: Unreadable) -> NotTaken:
    """In words."""
    return NotTaken(WHY[error.why] % {"what": error.what or LONGEST})


def demand_columns(found: Sequence[str], *, of: Listed) -> None:
    """Raises NotTaken."""
    known = [column.name for column in of.columns]
    strange = [name for name in found if name and name not in known and not is_passed_over(name)]
    missing = [one.name for one in of.columns if one.is_needed and one.name not in found]
    if strange:
        why = _("There is no column “%(name)s” in this list. It has: %(known)s.")
        raise NotTaken(why % {"name": strange[0], "known": ", ".join(known)})
    if missing:
        raise NotTaken(_("The column “%(name)s” is missing.") % {"name": missing[0]})


def tried(table: Table, *, of: Listed, by: Agent) -> Trial:
    """Changes nothing."""
    return _run(table, of=of, by=by, is_real=False)


def done(table: Table, *, of: Listed, by: Agent) -> Trial:
    """All of it, or nothing. Raises NotTaken when it cannot be done any more as it was shown."""
    try:
        with transaction.atomic():
            trial = _run(table, of=of, by=by, is_real=True)
            if trial.wrong:
                raise NotTaken(_("Something changed in the meantime. Look at it again."))
            log.record("list.imported", actor=by.as_actor, list=of.name, count=len(trial.lines))
    except IntegrityError as error:
        raise NotTaken(_("Something changed in the meantime. Look at it again.")) from error
    return trial


def _run(table: Table, *, of: Listed, by: Agent, is_real: bool) -> Trial:
    keys = Counter(of.key_of(line) for line in table.lines)
    columns, now = of.columns, Now(of, by)
    return Trial(
        [
            tried_line(line, columns=columns, now=now, is_twice=keys[of.key_of(line)] > 1, is_real=is_real)
            for line in table.lines
        ]
    )


class Now:
    """What stands in a list, read when a line changes something."""

    def __init__(self, of: Listed, by: Agent) -> None:
        self.of, self.by = of, by
        self._cells: dict[str, Mapping[str, str]] | None = None

    def cells(self, line: Line) -> Mapping[str, str]:
        if self._cells is None:
            names = [column.name for column in self.of.columns]
            told = ([str(cell or "") for cell in row] for row in self.of.rows(by=self.by))
            rows = [dict(zip(names, row, strict=True)) for row in told]
            self._cells = {self.of.key_of(Line(0, row)): row for row in rows}
        return self._cells.get(self.of.key_of(line), {})


def tried_line(
    line: Line, *, columns: Sequence[Column], now: Now, is_twice: bool, is_real: bool, told: str = ""
) -> Tried:
    """What it would do; with `is_real` it is done. `told` is the act that somebody said yes to: where it would be
    another one by now, but not nothing, the line is wrong."""
    of = now.of
    try:
        for column in columns:
            if column.is_needed and not line.cells.get(column.name):
                raise Wrong(column.name, _("This must not be empty."))
        if is_twice:
            raise Wrong(columns[0].name, _("Another line of the file is about the same."))
        deed: Deed = of.deed(line, by=now.by)
        if told and deed.act not in (told, SAME):
            raise Wrong("", _("Something changed in the meantime. Look at it again."))
        changes = () if is_real else _changes(line, deed=deed, now=now)
        if is_real:
            deed.do()
    except Wrong as error:
        return Tried(line.number, SAME, line.cells.get(columns[0].name, ""), error.column, error.why)
    return Tried(line.number, deed.act, deed.words, changes=changes)


def _changes(line: Line, *, deed: Deed, now: Now) -> list[tuple[str, str, str]]:
    if deed.act != CHANGE:
        return []
    before = now.cells(line) if deed.before is None else deed.before
    said = ((name, before.get(name, ""), cell) for name, cell in line.cells.items() if cell and name)
    return [(name, was[:SHOWN], cell[:SHOWN]) for name, was, cell in said if was.casefold() != cell.casefold()]
