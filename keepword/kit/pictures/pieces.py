"""What the readers of all kinds share."""

from dataclasses import dataclass


class NotAPicture(ValueError):
    """It is none of the kinds, is cut off, or is not made as its kind says."""


@dataclass(frozen=True, slots=True)
class Picture:
    """`kind` is a media type; `width` and `height` in pixels; `content` the whole file."""

    kind: str
    width: int
    height: int
    content: bytes
