"""One analyser for search in every language, so that both databases find the same.

Compatibility forms, case, Latin accents and Arabic marks are folded. A run of Han, kana or Hangul becomes overlapping
pairs of characters, because these scripts do not part words with spaces; other scripts are words.
"""

import re
import unicodedata

_PAIRED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_RUNS = re.compile(rf"([{_PAIRED}]+)|([^\W_{_PAIRED}](?:[^\W{_PAIRED}]|[\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff])*)")
_ARABIC_MARKS = re.compile("[\u0640\u064b-\u065f\u0670]")
_ARABIC_LETTERS = str.maketrans("أإآٱىة", "اااايه")
LONGEST = 64


def fold(text: str) -> str:
    """Text as it is compared: NFKC, case folded, without Latin accents and Arabic vowel marks."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).casefold()
    text = _ARABIC_MARKS.sub("", text).translate(_ARABIC_LETTERS)
    return "".join(_unaccented(letter) for letter in text)


def _unaccented(letter: str) -> str:
    """Accents of Latin letters only: a mark in other scripts (も and モ, й and и) makes another letter."""
    if "\u00c0" <= letter <= "\u024f" or "\u1e00" <= letter <= "\u1eff":
        return unicodedata.normalize("NFD", letter)[0]
    return letter


def tokens(text: str) -> list[str]:
    """The terms of a text, in order, with repeats."""
    found: list[str] = []
    for run, word in _RUNS.findall(fold(text)):
        found.extend(_pairs(run) if run else [word[:LONGEST]])
    return found


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def phrases(query: str) -> list[list[str]]:
    """What a text must hold: each inner list is a phrase of terms that stand in a row. The last term of the query may
    be the beginning of a word."""
    found = []
    for run, word in _RUNS.findall(fold(query)):
        found.append(_pairs(run) if run else [word[:LONGEST]])
    return found
