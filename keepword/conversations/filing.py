"""Keep the bytes of attachments: named by their content, so that writing twice is the same as writing once."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import default_storage

from keepword.conversations.inbound import File
from keepword.conversations.models import Attachment, DraftFile, MacroFile, Message
from keepword.kit import tokens
from keepword.kit.storable import storable
from keepword.kit.whole_files import write_whole

NEED_BYTES = (Attachment.objects, MacroFile.objects, DraftFile.objects)
NAME_LENGTH, TYPE_LENGTH, CID_LENGTH = 255, 120, 255


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file whose bytes are kept already, at `path`. `size` in bytes."""

    name: str
    type: str
    size: int
    path: str
    is_inline: bool = False
    cid: str = ""


def keep(content: bytes) -> str:
    """Write the bytes, down to the disk, before the transaction commits; what is left of a transaction that fails is
    only an unused file. Returns the path. Raises OSError when the disk is full."""
    name = hashlib.sha256(content).hexdigest()
    path = f"{name[:2]}/{name}"
    place = Path(default_storage.path(path))
    if not place.exists() or place.stat().st_size != len(content):
        write_whole(place, content)
    else:
        os.utime(place)  # somebody needs it: it is not cleared away now
    return path


def attach(message: Message, *, files: Iterable[File], kept: Iterable[KeptFile] = ()) -> list[Attachment]:
    """Keep these files with the message. What was kept before is not written again."""
    return Attachment.objects.bulk_create(
        Attachment(
            message=message,
            token=tokens.unguessable(),
            name=one.name,
            type=one.type,
            size=one.size,
            path=one.path,
            is_inline=one.is_inline,
            cid=one.cid,
        )
        for one in [*kept, *map(as_kept, files)]
    )


def kept_name(name: str) -> str:
    """As it is kept: never empty, and no longer than it may be."""
    return storable(name)[:NAME_LENGTH] or "file"


def as_kept(file: File) -> KeptFile:
    """Its bytes are on the disk now."""
    return KeptFile(
        name=kept_name(file.name),
        type=file.type[:TYPE_LENGTH] or "application/octet-stream",
        size=len(file.content),
        path=keep(file.content),
        is_inline=file.is_inline,
        cid=file.cid[:CID_LENGTH],
    )


def discard(paths: Iterable[str]) -> None:
    """The bytes that nothing needs any more. Called when the rows are gone and that is committed."""
    for path in paths:
        if not any(rows.filter(path=path).exists() for rows in NEED_BYTES):
            default_storage.delete(path)
