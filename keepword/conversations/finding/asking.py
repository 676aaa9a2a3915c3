"""Read a query as people type it: words, "phrases", -without and filters such as from:ann. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from keepword.kit import words

FILTERS = (
    "from", "to", "company", "tag", "status", "assignee", "team", "inbox", "channel", "language", "before", "after",
    "has", "in",
)  # fmt: skip
LONGEST = 1000  # letters that are read
MOST_PHRASES, MOST_TERMS = 12, 40
SHORTEST_BEGINNING = 3  # of a word in letters; the beginnings of fewer are half of a language

# Written before a colon without being meant as a filter.
_NO_FILTERS = {"http", "https", "ftp", "mailto", "tel", "urn", "re", "fw", "fwd", "aw", "wg", "sv", "vs"}
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"') | dict.fromkeys("、，。！？；「」『』\0", " ") | {"：": ":"})
_PART = re.compile(
    r"""(?P<minus>[-−])?
    (?:(?P<name>[A-Za-z]{2,20}):[ ]?(?!//))?
    (?:"(?P<quoted>[^"]*)(?:"|$)|(?P<bare>[^\s"]+))""",
    re.VERBOSE,
)
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    name: str
    value: str
    is_negative: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """`phrases` must all stand in a message, each a row of terms; `without` must not. `is_beginning`: the last phrase
    may end with the beginning of a word. `written` are the words as they were typed, and `unknown` the names of
    filters that do not exist: what was written with them is searched as words. `endings` are the words that the last
    beginning stands for; empty where they were not looked up."""

    phrases: tuple[Phrase, ...] = ()
    without: tuple[Phrase, ...] = ()
    filters: tuple[Filter, ...] = ()
    written: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    is_beginning: bool = False
    endings: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.phrases or self.without or self.filters)


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    name: str
    is_negative: bool
    is_quoted: bool


def read(query: str) -> Asked:
    """What a query asks for. Never fails: what is no filter is a word."""
    parts = list(_parts(query[:LONGEST].translate(_QUOTES)))
    said = [part for part in parts if part.name not in FILTERS]
    positive = [(part, _phrase(part)) for part in said if not part.is_negative]
    positive = [(part, phrase) for part, phrase in positive if phrase][:MOST_PHRASES]
    negative = [_phrase(part) for part in said if part.is_negative]
    return Asked(
        phrases=tuple(phrase for _, phrase in positive),
        without=tuple(phrase for phrase in negative if phrase)[:MOST_PHRASES],
        filters=tuple(Filter(part.name, part.text, part.is_negative) for part in parts if part.name in FILTERS),
        written=tuple(part.text for part, _ in positive),
        unknown=tuple(dict.fromkeys(part.name for part in said if part.name)),
        is_beginning=bool(positive) and not positive[-1][0].is_quoted and _may_begin(positive[-1][1][-1]),
    )


def _parts(text: str) -> Iterator[_Part]:
    for found in _PART.finditer(text):
        name, value = (found["name"] or "").lower(), found["quoted"] or found["bare"] or ""
        is_filter = name in FILTERS
        if name in _NO_FILTERS:
            name = ""
        if found["name"] and not is_filter:
            value = f"{found['name']}:{value}"
        if is_filter and not value.strip():
            continue
        if found["bare"] and found["bare"].rstrip(":").lower() in FILTERS and found["bare"].endswith(":"):
            continue  # a filter that is still being typed
        yield _Part(value.strip(), name, found["minus"] is not None, found["quoted"] is not None)


def _phrase(part: _Part) -> Phrase:
    """Terms that stand in a row: what is written without a space, such as a code or an address, is one thing."""
    return tuple(words.tokens(part.text)[:MOST_TERMS])


def _may_begin(term: str) -> bool:
    return len(term) >= SHORTEST_BEGINNING or not term.isascii()
