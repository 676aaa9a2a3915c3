"""How much does a message look like spam? Pure.

Each term's share of spam is drawn towards one half while it was met seldom (Robinson 2003), and the terms that say
most are put together by Fisher's method, once for "spam" and once for "not spam". The result is near 1/2 where both or
neither can be said, so that what is unknown is left alone.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from zlib import crc32

NUMBERS = 1 << 18  # terms share a number seldom, and all of them fit into two megabytes of memory
STRENGTH, UNKNOWN = 0.45, 0.5  # Robinson's s and x
SAYS_SOMETHING = 0.1  # how far from one half
MOST_TERMS = 150
SPAM_FROM = 0.98  # a customer in spam costs more than spam among customers
FEWEST_LESSONS = 5  # of each kind, in the language of the message
NAMED = 5
TERMS_READ = 1000  # of one message

# (spam lessons, other lessons) in which the term with this number was met.
Counts = Callable[[int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """`share` 0..1; `words` are those that weighed most for spam, the heaviest first and the
    longest of those."""

    share: float
    words: tuple[str, ...]

    @property
    def is_spam(self) -> bool:
        return self.share >= SPAM_FROM


def numbers_of(terms: Iterable[str], *, address: str, language: str) -> dict[int, str]:
    """Every term once, by its number. A language has numbers of its own: a word is no worse because only spam was
    written in that language so far. The sender and their domain are terms like others."""
    mark = f"{main_language(language)}:"
    found = {}
    for term in terms:
        found[crc32((mark + term).encode()) % NUMBERS] = term
    domain = address.rpartition("@")[2]
    for sender in filter(None, (address, domain)):
        found[crc32(f"{mark}@{sender}".encode()) % NUMBERS] = sender
    return found


def main_language(language: str) -> str:
    return language.partition("-")[0].lower()


def weigh(terms: dict[int, str], *, counts: Counts, spam: int, good: int) -> Judgement | None:
    """`spam` and `good`: how many lessons there were in this language. None when these are too few to say."""
    if min(spam, good) < FEWEST_LESSONS:
        return None
    shares = []
    for number, term in terms.items():
        bad, fine = counts(number)
        if bad or fine:
            share = _share(bad, fine, spam=spam, good=good)
            if abs(share - UNKNOWN) >= SAYS_SOMETHING:
                shares.append((share, term))
    shares.sort(key=lambda one: (-abs(one[0] - UNKNOWN), -len(one[1]), one[1]))
    weighed = shares[:MOST_TERMS]
    words = tuple(term for share, term in weighed if share > UNKNOWN)[:NAMED]
    return Judgement(_together([share for share, _ in weighed]), words)


def _share(bad: int, fine: int, *, spam: int, good: int) -> float:
    often = bad / spam
    share = often / (often + fine / good)
    met = bad + fine
    return (STRENGTH * UNKNOWN + met * share) / (STRENGTH + met)


def _together(shares: list[float]) -> float:
    if not shares:
        return UNKNOWN
    degrees = 2 * len(shares)
    is_spam = 1 - _chi_squared(-2 * sum(math.log(1 - share) for share in shares), degrees)
    is_good = 1 - _chi_squared(-2 * sum(math.log(share) for share in shares), degrees)
    return (1 + is_spam - is_good) / 2


def _chi_squared(value: float, degrees: int) -> float:
    """How likely it is that a chi-squared variable of so many (even) degrees is at least `value`."""
    half = value / 2
    term = total = math.exp(-half)
    for step in range(1, degrees // 2):
        term *= half / step
        total += term
    return min(total, 1.0)
