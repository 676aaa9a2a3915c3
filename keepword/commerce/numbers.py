"""How numbers of orders are compared. Pure."""

import unicodedata

from keepword.kit.storable import storable

LONGEST = 60
_MARKS = "#№＃"


def written(number: str) -> str:
    """As the shop writes it, without spaces around."""
    return " ".join(storable(number).split())


def key_of(number: str) -> str:
    """The one way in which numbers are compared: "#1001 ", "＃１００１", "١٠٠١" and "1001" are one.
    "" for what holds neither letter nor digit. Never cut: two long numbers are not one because they begin alike."""
    bare = written(number).lstrip(_MARKS + " ")  # № would become "No"
    folded = "".join(unicodedata.normalize("NFKC", bare).casefold().split()).lstrip(_MARKS)
    folded = "".join(str(unicodedata.decimal(one, one)) if one.isdecimal() else one for one in folded)
    return folded if any(letter.isalnum() for letter in folded) else ""
