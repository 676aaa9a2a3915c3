"""Whom a note calls: "@Mina Park, can you look?". Pure."""

import re
import unicodedata
from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")

MOST_SIGNS = 200  # of one text: further ones call nobody
# Han, kana, Hangul and the scripts of South-East Asia are written without spaces around a name.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff"
    "\uac00-\ud7af\U00020000-\U0003ffff]"
)
_OF_ADDRESSES = "._%+-/"


def folded(words: str) -> str:
    """As names are compared: without case, width or kind of space. An input method may type the wide sign."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


def called_in(text: str, *, names: Mapping[str, T]) -> list[T]:
    """The value of each name that stands behind an @, in the order of the text, each once. `names` are folded. Where
    one name is the beginning of another, the longer one is meant. An @ within a mail address or a link calls nobody.
    """
    words = folded(text)
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    found: list[T] = []
    for sign in [at for at, letter in enumerate(words) if letter == "@"][:MOST_SIGNS]:
        name = next((one for one in longest_first if _stands_at(words, sign=sign, name=one)), None)
        if name is not None and names[name] not in found:
            found.append(names[name])
    return found


def _stands_at(words: str, *, sign: int, name: str) -> bool:
    end = sign + 1 + len(name)
    if not words.startswith(name, sign + 1) or (sign and _is_part_of_address(words[sign - 1])):
        return False
    return not _runs_on(name[-1], words[end : end + 1], words[end + 1 : end + 2])


def _is_part_of_address(before: str) -> bool:
    return before in _OF_ADDRESSES or _is_spaced(before)


def _runs_on(last: str, following: str, beyond: str) -> bool:
    """Whether the word goes on behind the name: "@mina" is not in "@minas" nor in "@mina.example"."""
    if following and following in "._-@":
        return _is_spaced(beyond)
    return _is_spaced(last) and _is_spaced(following)


def _is_spaced(letter: str) -> bool:
    return letter.isalnum() and not _UNSPACED.match(letter)
