"""A picture without what it tells of its maker."""

from keepword.kit.file_kinds import kind_of
from keepword.kit.pictures import jpeg, png, webp
from keepword.kit.pictures.pieces import NotAPicture, Picture

_READERS = {"image/jpeg": jpeg.cleaned, "image/png": png.cleaned, "image/webp": webp.cleaned}
KINDS = tuple(_READERS)


def cleaned(content: bytes) -> Picture:
    """The same picture to the pixel; whether a browser can draw what is coded in it is not asked. Its kind is told by
    its bytes. Which way up a camera was held goes with the rest. Raises NotAPicture."""
    reader = _READERS.get(kind_of("", content=content))
    if reader is None:
        raise NotAPicture
    return reader(content)
