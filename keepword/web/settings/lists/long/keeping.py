"""A file comes in: read as it streams by, and kept line by line. Nothing of it is done yet."""

import codecs
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from keepword.channels.email.mime import charsets
from keepword.events import log
from keepword.kit import clock, tokens
from keepword.kit.inserting import insert_all
from keepword.kit.tables import Line, Unreadable, reading
from keepword.people.identifying import digest_of
from keepword.people.models import Agent, ListFile, ListLine
from keepword.people.models.list_file import READING, TRYING
from keepword.web.settings.lists.listed import Listed
from keepword.web.settings.lists.trying import ENCODINGS, NotTaken, demand_columns, is_passed_over, not_taken

AT_ONCE = 100_000  # bytes: some hundred lines are tried and done while somebody waits; longer files are kept
FEW = 500  # lines in one transaction: as many as hold the database for a moment
CHUNK = 256 * 1024  # bytes
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
BEGUN = "import.begun"
FILES = ListFile.objects  # house: of whoever brings it


def keep(upload: UploadedFile, *, of: Listed, by: Agent, form: str) -> ListFile:
    """It is looked at in the background. The same `form` again is the same file. Raises NotTaken."""
    if (upload.size or 0) > settings.IMPORT_SIZE_LIMIT:
        most = settings.IMPORT_SIZE_LIMIT // 1_000_000
        raise NotTaken(_("The file is larger than %(most)s MB. Split it.") % {"most": most})
    named = {"into": of.name, "at": clock.now(), "language": get_language() or "en"}
    made, is_new = FILES.get_or_create(by=by, form=form or tokens.unguessable(), defaults=named)
    if is_new:
        _read(upload, made=made, of=of)
    return made


def _read(upload: UploadedFile, *, made: ListFile, of: Listed) -> None:
    try:
        count = _take_in(cast(BinaryIO, upload.file), made=made, of=of)
    except (Unreadable, NotTaken) as error:
        made.delete()
        raise (not_taken(error) if isinstance(error, Unreadable) else error) from error
    with transaction.atomic():
        made.state, made.counts = TRYING, {"lines": count}
        known = {name: getattr(made, name) for name in ("state", "counts", "columns", "read_as")}
        if FILES.filter(pk=made.pk, state=READING).update(**known):  # nobody threw it away meanwhile
            log.record(BEGUN, file=made.pk)


def _take_in(file: BinaryIO, *, made: ListFile, of: Listed) -> int:
    """Returns how many lines there are. Raises Unreadable and NotTaken."""
    encoding, made.read_as = _encoding_of(file)
    count = 0
    with _as_text(file, encoding=encoding) as text:
        table = reading(text)
        demand_columns(table.columns, of=of)
        made.columns = [name for name in table.columns if name and not is_passed_over(name)]
        for some in _in_parts(table.lines):
            with transaction.atomic():
                insert_all([_line(one, made=made, of=of) for one in some])
            count += len(some)
    return count


def _line(line: Line, *, made: ListFile, of: Listed) -> ListLine:
    cells = [line.cells.get(name, "") for name in made.columns]
    return ListLine(file=made, number=line.number, key=digest_of(of.key_of(line)), cells=cells)


def _in_parts(lines: Iterable[Line]) -> Iterator[list[Line]]:
    going = iter(lines)
    while some := list(islice(going, FEW)):
        yield some


@contextmanager
def _as_text(file: BinaryIO, *, encoding: str) -> Iterator[Any]:
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        yield text
    except UnicodeError as error:
        raise Unreadable("encoding") from error
    finally:
        text.detach()


def _encoding_of(file: BinaryIO) -> tuple[str, str]:
    """As Python calls it, and as people do where it had to be guessed. Raises Unreadable."""
    file.seek(0)
    if file.read(2) in WIDE:
        return "utf-16", ""
    strange = _not_in_utf8(file)
    if not strange:
        return "utf-8-sig", ""
    found = charsets.decode(strange, declared="")
    if "\ufffd" in found.text:
        raise Unreadable("encoding")
    return found.codec, ENCODINGS.get(found.codec, found.codec)


def _not_in_utf8(file: BinaryIO) -> bytes:
    """Whole lines of the first part that is not, empty where all of it is."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    while part := file.read(CHUNK):
        try:
            decoder.decode(part)
        except UnicodeDecodeError:
            part += file.readline()
            return part if file.tell() <= len(part) else part[part.find(b"\n") + 1 :]
    return b""
