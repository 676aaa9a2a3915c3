"""The face of who signs, in the signature of a letter: a small picture that travels with it, so that no mail program
asks us for it and nobody learns who reads."""

from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from django.core.files.storage import default_storage
from django.utils import translation
from django.utils.translation import gettext as _

from keepword.brands.models import Brand
from keepword.brands.naming import shows_faces
from keepword.conversations.models import Message
from keepword.conversations.signing.faces import face_beside
from keepword.kit.languages import code_of
from keepword.kit.pictures.cleaning import cleaned
from keepword.kit.pictures.pieces import NotAPicture, Picture
from keepword.people.photos import known_as, path_of, photo_token

MOST_BYTES = 150_000  # more would be carried by every letter; pages show it all the same
SIDE = 48  # pixels, the longer one
_KINDS = ("image/jpeg", "image/png")  # not every mail program draws WebP


@dataclass(frozen=True, slots=True)
class Face:
    """`cid` without its brackets; `html` shows it."""

    cid: str
    picture: Picture
    html: str


def face_of(message: Message, *, brand: Brand, language: str) -> Face | None:
    """None where the brand shows none, to whoever is outside a conversation, and where it is too large for a letter.
    `language` is the letter's, BCP 47."""
    if not shows_faces(brand) or message.aside_id is not None:
        return None
    picture = _picture(_token(message, brand=brand))
    if picture is None:
        return None
    cid = f"face.{message.message_id}"
    return Face(cid, picture, _html(picture, cid=cid, name=message.sender_name, language=language))


def _token(message: Message, *, brand: Brand) -> str:
    """What is said by itself is signed by people; by one of them, where the name is theirs alone."""
    if not message.is_automatic:
        return face_beside(message, brand=brand)
    return photo_token(known_as(message.sender_name), beside=message.sender_name)


def _picture(token: str) -> Picture | None:
    """None as well for a file that was lost: the letter leaves without it."""
    if not token:
        return None
    try:
        with default_storage.open(path_of(token)) as file:
            content = file.read(MOST_BYTES + 1)
        picture = cleaned(content) if len(content) <= MOST_BYTES else None
    except (FileNotFoundError, NotAPicture):
        return None
    return picture if picture and picture.kind in _KINDS else None


def _html(picture: Picture, *, cid: str, name: str, language: str) -> str:
    """Width and height are said, because old mail programs know no other way."""
    longest = max(picture.width, picture.height)
    width, height = (max(1, round(side * SIDE / longest)) for side in (picture.width, picture.height))
    with translation.override(code_of(language) or "en"):
        words = _("Photo of %(name)s") % {"name": name}
    return (
        f'<p style="margin:0 0 .5em"><img src="cid:{quote(cid, safe="@.-_")}" alt="{escape(words)}" width="{width}" '
        f'height="{height}" style="border-radius:50%"></p>'
    )
