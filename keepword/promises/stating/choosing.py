"""Which grammars read a text: by its script, then the customer's language, then the rest."""

import re

from keepword.promises.stating.grammar import Grammar
from keepword.promises.stating.languages import de, en, es, fr, ja, ko, zh

LATIN = {"en": en.GRAMMAR, "es": es.GRAMMAR, "de": de.GRAMMAR, "fr": fr.GRAMMAR}
GRAMMARS = {**LATIN, "zh": zh.GRAMMAR, "ko": ko.GRAMMAR, "ja": ja.GRAMMAR}
_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_HAN = re.compile("[\u4e00-\u9fff]")


def grammars_for(text: str, *, language: str) -> list[Grammar]:
    """Those worth trying, the likeliest first. A script that only one language writes decides alone."""
    if _HANGUL.search(text):
        return [ko.GRAMMAR]
    if _KANA.search(text):
        return [ja.GRAMMAR]
    if _HAN.search(text):
        return [zh.GRAMMAR]
    mine = language.partition("-")[0].lower()
    if mine and mine not in GRAMMARS:
        # Words for a Portuguese customer, read as Spanish, promise today what was meant for tomorrow. English is so
        # far from what we do not read that it is either meant or not found.
        return [en.GRAMMAR]
    first = [LATIN[mine]] if mine in LATIN else []
    return first + [grammar for grammar in LATIN.values() if grammar not in first]
