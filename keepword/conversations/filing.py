"""Keep the bytes of attachments: named by their content, so that writing twice is the same as writing once."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from keepword.conversations.inbound import File
from keepword.conversations.models import Attachment, Message
from keepword.kit import tokens
from keepword.kit.storable import storable

NAME_LENGTH, TYPE_LENGTH, CID_LENGTH = 255, 120, 255


def keep(content: bytes) -> str:
    """Write the bytes, down to the disk, before the transaction commits; what is left of a transaction that fails is
    only an unused file. Returns the path. Raises OSError when the disk is full."""
    name = hashlib.sha256(content).hexdigest()
    path = f"{name[:2]}/{name}"
    if default_storage.exists(path):
        if default_storage.size(path) == len(content):
            return path
        default_storage.delete(path)  # a crash in the middle of writing left a part of it
    path = default_storage.save(path, ContentFile(content))
    _sync(default_storage.path(path))
    return path


def _sync(path: str) -> None:
    """The file and its name in the folder: either may be lost with the power otherwise."""
    for place in (path, Path(path).parent):
        descriptor = os.open(place, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def attach(message: Message, *, files: Iterable[File]) -> list[Attachment]:
    """Keep these files with the message."""
    return Attachment.objects.bulk_create(
        Attachment(
            message=message,
            token=tokens.unguessable(),
            name=storable(file.name)[:NAME_LENGTH] or "file",
            type=file.type[:TYPE_LENGTH] or "application/octet-stream",
            size=len(file.content),
            path=keep(file.content),
            is_inline=file.is_inline,
            cid=file.cid[:CID_LENGTH],
        )
        for file in files
    )
