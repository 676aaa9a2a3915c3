"""What is asked, in the words of each database."""

from django.db import connection

from keepword.conversations.finding.asking import Asked, Phrase


def matches() -> str:
    """The condition on a row `s` of the search index. Its one value is `query_of`."""
    return "s.words MATCH %s" if connection.vendor == "sqlite" else "s.words @@ %s::tsquery"


def query_of(asked: Asked) -> str:
    """Terms are letters and digits only, so that quoting them cannot fail."""
    return _fts5(asked) if connection.vendor == "sqlite" else _tsquery(asked)


def _ends(asked: Asked) -> list[tuple[Phrase, bool]]:
    """Each phrase, and whether it may end in the beginning of a word. A single letter of Han, kana or Hangul only
    stands in the index as the beginning of a pair."""
    last = len(asked.phrases) - 1
    return [
        (phrase, (asked.is_beginning and place == last) or _is_half_a_pair(phrase[-1]))
        for place, phrase in enumerate(asked.phrases)
    ]


def _is_half_a_pair(term: str) -> bool:
    return len(term) == 1 and term >= "\u3040"


def _fts5(asked: Asked) -> str:
    ends = [_quoted(phrase, is_open=is_open) for phrase, is_open in _ends(asked)]
    if asked.endings:
        row = asked.phrases[-1][:-1]
        ends[-1] = f"({' OR '.join(_quoted((*row, ending), is_open=False) for ending in asked.endings)})"
    wanted = " AND ".join(ends)
    without = " OR ".join(_quoted(phrase, is_open=False) for phrase in asked.without)
    return f"({wanted}) NOT ({without})" if without else wanted


def _quoted(phrase: Phrase, *, is_open: bool) -> str:
    return f'"{" ".join(phrase)}"{" *" if is_open else ""}'


def _tsquery(asked: Asked) -> str:
    wanted = " & ".join(
        "(" + " <-> ".join(f"'{term}'" for term in phrase) + (":*)" if is_open else ")")
        for phrase, is_open in _ends(asked)
    )
    without = "".join(" & !(" + " <-> ".join(f"'{term}'" for term in phrase) + ")" for phrase in asked.without)
    return wanted + without
