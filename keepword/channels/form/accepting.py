"""Which files of a stranger we take in, and as what."""

import unicodedata
from pathlib import PurePosixPath

from django.conf import settings
from django.utils.translation import gettext

from keepword.conversations.inbound import File
from keepword.kit.file_kinds import is_program, kind_of

MOST_FILES = 10
NAME_LENGTH = 120
_JOINERS = "\u200c\u200d"  # invisible, and needed to write Persian, Hindi and some emoji


class NotTaken(ValueError):
    """The message says in the visitor's language what is wrong and what to do."""


def check_amount(sizes: list[int]) -> None:
    """Before anything is read. `sizes` in bytes, one a file. Raises NotTaken."""
    if len(sizes) > MOST_FILES:
        raise NotTaken(too_many())
    if sum(sizes) > settings.UPLOAD_SIZE_LIMIT:
        raise NotTaken(too_large())


def too_many() -> str:
    return gettext("At most %(most)s files can be sent at once. Please choose fewer.") % {"most": MOST_FILES}


def too_large() -> str:
    most = settings.UPLOAD_SIZE_LIMIT // 1_000_000
    return gettext("The files are larger than %(most)s MB together. Please choose smaller or fewer.") % {"most": most}


def accept(name: str, *, content: bytes) -> File:
    """The file under a name that is safe to print and to save, and with the type that its bytes show: what the sender
    said of it is not asked. Raises NotTaken for an empty file or a program."""
    name = safe_name(name)
    if not content:
        raise NotTaken(gettext("“%(name)s” is empty. Please choose it again.") % {"name": name})
    if is_program(name, content=content):
        raise NotTaken(
            gettext(
                "“%(name)s” is a program, and we take none, for everybody's safety. Please send a picture or a text."
            )
            % {"name": name}
        )
    return File(name=name, type=kind_of(name, content=content), content=content)


def safe_name(name: str) -> str:
    """The last part of a path, without what cannot be seen: a mark that turns the direction of writing makes
    "exe.gnp" look like "png.exe". Cut in the middle, so that the ending stays."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    name = "".join(letter for letter in name if letter in _JOINERS or unicodedata.category(letter)[0] != "C")
    name = " ".join(name.split()).strip(". ") or "file"
    if len(name) <= NAME_LENGTH:
        return name
    suffix = PurePosixPath(name).suffix[:12]
    return name[: NAME_LENGTH - len(suffix)] + suffix
