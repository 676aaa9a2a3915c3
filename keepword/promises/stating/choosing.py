"""Which grammars read a text: by its script, then the customer's language, then the rest."""

import re

from keepword.promises.stating.grammar import Grammar
from keepword.promises.stating.languages import ar, de, en, es, fr, ja, ko, pt, zh

LATIN = {"en": en.GRAMMAR, "es": es.GRAMMAR, "pt": pt.GRAMMAR, "de": de.GRAMMAR, "fr": fr.GRAMMAR}
GRAMMARS = {**LATIN, "zh": zh.GRAMMAR, "ko": ko.GRAMMAR, "ja": ja.GRAMMAR, "ar": ar.GRAMMAR}
NEIGHBOURS = {"es": "pt", "pt": "es"}
_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_HAN = re.compile("[\u4e00-\u9fff]")
_ARABIC = re.compile("[\u0621-\u064a]")
# Letters and small words that only one of the two has.
_SPANISH = re.compile(
    r"[ñ¿¡]|\b(?:el|los|las|del|al|le|les|hoy|hasta|usted|ustedes|y|con|antes del|una|muy|mañana|lunes|martes|"
    r"miércoles|jueves|viernes|hola|gracias|día|días|\w+ción|\w+dré|\w+aré|\w+iré|\w+eré)\b",
    re.IGNORECASE,
)
_PORTUGUESE = re.compile(
    r"[ãõç]|\b(?:o|os|as|um|uma|do|da|dos|das|ao|às|à|no|na|nos|nas|em|lhe|lhes|hoje|até|você|vocês|e|com|muito|nós|amanha|"
    r"olá|obrigad[oa]|dia|dias|\w+arei|\w+erei|\w+irei|\w+-(?:lhes?|te|vos))\b",
    re.IGNORECASE,
)


def grammars_for(text: str, *, language: str) -> list[Grammar]:
    """Those worth trying, the likeliest first. A script that only one language writes decides; but it may be no more
    than the customer's name in an English letter."""
    for script, grammar in SCRIPTS:
        if script.search(text):
            return [grammar, en.GRAMMAR]
    mine = language.partition("-")[0].lower()
    if mine and mine not in GRAMMARS:
        # Words for an Italian customer, read as Spanish, promise today what was meant for tomorrow. English is so
        # far from what we do not read that it is either meant or not found.
        return [en.GRAMMAR]
    first = [mine] if mine in LATIN else []
    not_meant = _misread(text, mine=mine)
    return [LATIN[one] for one in dict.fromkeys([*first, *LATIN]) if one != not_meant]


SCRIPTS = (
    (_HANGUL, ko.GRAMMAR),
    (_KANA, ja.GRAMMAR),
    (_HAN, zh.GRAMMAR),
    (_ARABIC, ar.GRAMMAR),
)


def _misread(text: str, *, mine: str) -> str:
    """Spanish or Portuguese, whichever this is not: each can be read as the other, and means another time then. Their
    own words decide, and the customer's language where they do not."""
    spanish, portuguese = len(_SPANISH.findall(text)), len(_PORTUGUESE.findall(text))
    if spanish == portuguese:
        return NEIGHBOURS.get(mine, "pt")
    return "pt" if spanish > portuguese else "es"
