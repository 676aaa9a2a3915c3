"""What can be said of one line of a mail by itself."""

import re

_MARKS = dict.fromkeys(
    map(ord, "\u200b\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
)
_MARKS |= dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000"), " ")
_QUOTE = re.compile(r"\s{0,12}[>＞]")


def without_marks(line: str) -> str:
    """The line without direction marks and with plain single spaces, for comparing only: Arabic and Hebrew clients
    wrap each name into marks, French ones put a narrow space before a colon."""
    if not line.isascii():
        line = line.translate(_MARKS)
    return " ".join(line.split())


def is_empty(line: str) -> bool:
    """Nothing to see: spaces, no-break spaces or direction marks."""
    return not line.strip() or (not line.isascii() and not line[:200].translate(_MARKS).strip() and len(line) < 200)


def is_marked_quote(line: str) -> bool:
    """Starts with the quote mark, however deep."""
    return bool(_QUOTE.match(line))
