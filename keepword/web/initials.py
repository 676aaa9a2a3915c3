"""The letters that stand for a person where there is no picture."""

import unicodedata
from functools import lru_cache

KEPT = 1024  # the names that stand on pages again and again: colleagues and whoever writes now


@lru_cache(KEPT)
def initials_of(name: str) -> str:
    """One letter for a name without spaces (all Han and Hangul names), else the first letters of the first and the
    last word. "?" when the name holds no letter."""
    words = [word for word in name.replace("@", " ").split() if _first_letter(word)]
    if not words:
        return "?"
    first, last = _first_letter(words[0]), _first_letter(words[-1])
    is_wide = unicodedata.east_asian_width(first) in "WF"
    return first if len(words) == 1 or is_wide or not first.isascii() else f"{first}{last}".upper()


def _first_letter(word: str) -> str:
    return next((letter for letter in word if letter.isalnum()), "").upper()
