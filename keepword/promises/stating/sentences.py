"""Sentences of what an agent wrote, without what it quotes."""

import re
from collections.abc import Iterator

_QUOTED_LINE = re.compile(r"^[ \t]*[>|].*$", re.MULTILINE)
_INSIDE = [("“", "”"), ("«", "»"), ("「", "」"), ("『", "』"), ('"', '"')]
_QUOTED_WORDS = re.compile(
    "|".join(rf"{begin}[^{end}\n]{{0,400}}{end}" for begin, end in _INSIDE) + r"|„[^“”\n]{0,400}[“”]"
)
_ATTRIBUTION = re.compile(
    r"^[^\n]{0,200}(?:wrote|schrieb|a écrit|escribió|写道|寫道|작성|さんは書きました|escreveu|كتب)[^\n]{0,40}:[ \t]*$",
    re.MULTILINE,
)
# A full stop ends a sentence when a space follows and no number stands before it, or a capital after it:
# "24. November" and "10.30" stay whole, and so does "5 p.m. on Friday".
_END = re.compile(
    r"\n+|[。！？!?؟]+|(?<!\b[ap])(?<!\b[ap]\.m)\.(?=\s+(?!\d)|$)(?<!\d\.)|(?<=\d)\.(?=\s+[A-ZÄÖÜÉÀ]|\s*$)"
)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each, in order. `text` as it was written: capitals tell "24. November" from a new sentence."""
    text = without_quotes(text)
    start = 0
    for end in _END.finditer(text):
        if _is_ordinal(text, end):
            continue
        yield start, end.end()
        start = end.end()
    yield start, len(text)


def without_quotes(text: str) -> str:
    """Blanks where somebody else's words stood, so that every place stays what it was."""
    for pattern in (_QUOTED_LINE, _ATTRIBUTION, _QUOTED_WORDS):
        text = pattern.sub(lambda found: " " * len(found.group()), text)
    return text


_MONTH = re.compile(r"\s+(jan|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec|uhr)", re.IGNORECASE)


def _is_ordinal(text: str, end: re.Match[str]) -> bool:
    """ "30. November" is one thing."""
    return end.group() == "." and text[: end.start()][-1:].isdigit() and bool(_MONTH.match(text, end.end()))
