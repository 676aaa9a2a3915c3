"""Files that another process never sees half of, and that are on the disk when we say so."""

import os
from pathlib import Path

from keepword.kit import tokens


def write_whole(place: Path, content: bytes) -> None:
    """Written aside and moved into place; its folder is made. Raises OSError when the disk is full."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = place.with_name(f".{tokens.unguessable()}")
    try:
        with aside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(place)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
    _sync_folder(place.parent)


def _sync_folder(folder: Path) -> None:
    """The name of the file may be lost with the power otherwise."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
