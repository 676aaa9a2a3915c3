"""The words around what was searched for."""

from keepword.kit import words

BEFORE, LONGEST = 24, 160


def snippet(text: str, *, query: str) -> str:
    """One line of at most 160 letters that holds the first word of the query, if it stands in the text as typed."""
    line = " ".join(text.split())
    at = _place(line, query=query)
    start = max(0, at - BEFORE)
    return ("…" if start else "") + line[start : start + LONGEST]


def _place(line: str, *, query: str) -> int:
    """Where the query or one of its words begins, 0 when it is written in another way."""
    folded = words.fold(line)
    if len(folded) != len(line):
        return 0
    for wanted in [query, *query.split()]:
        at = folded.find(words.fold(wanted))
        if at >= 0:
            return at
    return 0
