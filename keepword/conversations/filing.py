"""Keep the bytes of attachments: named by their content, so that writing twice is the same as writing once."""

import hashlib
from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from keepword.conversations.inbound import File
from keepword.conversations.models import Attachment, Message
from keepword.kit import tokens

NAME_LENGTH, TYPE_LENGTH, CID_LENGTH = 255, 120, 255


def keep(content: bytes) -> str:
    """Write the bytes before the transaction commits; what is left of a transaction that fails is only an unused
    file. Returns the path."""
    name = hashlib.sha256(content).hexdigest()
    path = f"{name[:2]}/{name}"
    if not default_storage.exists(path):
        written = default_storage.save(path, ContentFile(content))
        path = written
    return path


def attach(message: Message, *, files: Iterable[File]) -> list[Attachment]:
    """Keep these files with the message."""
    return Attachment.objects.bulk_create(
        Attachment(
            message=message,
            token=tokens.unguessable(),
            name=file.name[:NAME_LENGTH] or "file",
            type=file.type[:TYPE_LENGTH] or "application/octet-stream",
            size=len(file.content),
            path=keep(file.content),
            is_inline=file.is_inline,
            cid=file.cid[:CID_LENGTH],
        )
        for file in files
    )
