"""Card numbers in words: found, and taken out for good.

A number is a card's when its length and first digits are of a payment scheme (ISO/IEC 7812, the ranges that the
schemes publish), its check digit is right (Luhn), and it stands alone or in the groups that are printed on cards.
Order, parcel and phone numbers rarely are all of that; account numbers (IBAN) and other codes that begin with letters
are left alone.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

HIDDEN = "•"
SHORTEST = 13
MOST_GROUPS = 400  # past it, a run of numbers is a table of something else
SHOWN = 4  # PCI DSS 3.4.1 allows to show the last four

# What may stand between two groups: a blank or a dash, or a line that was folded there. In HTML also what only changes
# the look of the words.
_BETWEEN = r"[ \t\u00a0\u2000-\u200b\u202f\u3000.\-\u2010-\u2015\u2060]{1,2}|\r?\n"
_BETWEEN_IN_HTML = (
    rf"(?:{_BETWEEN}|&(?:nbsp|ensp|emsp|thinsp|shy|\#160|\#xa0);"
    r"|</?(?:span|b|i|u|em|strong|font|wbr|a|code|tt|mark)\b[^<>]{0,500}>){1,6}"
)
# Possessive: what was read as a part of a run is not read again, and a run of a million digits keeps no way back.
# Addresses of pages and the insides of tags are passed over: what they hold is for machines, and breaks when changed.
_RUN = re.compile(rf"(?i:https?://[^\s<>\"']+)|(?P<run>\d++(?:(?:{_BETWEEN})\d++)*+)")
_RUN_IN_HTML = re.compile(
    rf"<(?:/?[a-zA-Z]|!(?:--|[a-zA-Z]))[^<>]*>|(?i:https?://[^\s<>\"']+)|&\#?\w{{1,9}};|(?P<run>\d++(?:(?:{_BETWEEN_IN_HTML})\d++)*+)"
)
_PARTS = re.compile(r"<[^<>]*>|&#?\w+;|\d+")
_WORD_BEFORE = re.compile(r"[A-Za-z_]+$")
_NAMES = {"visa", "mastercard", "mc", "amex", "maestro", "jcb", "unionpay", "card", "cc", "karte", "carte", "tarjeta"}
# Longest first: a group more may belong to the number.
_LAYOUTS = ((4, 4, 4, 4, 3), (4, 4, 4, 4), (4, 4, 4, 1), (4, 6, 5), (4, 6, 4), (6, 13), (8, 8))

# First six digits from … to, and how long the numbers are.
_RANGES = sorted(
    [
        (220000, 220499, (16, 17, 18, 19)),  # Mir
        (222100, 272099, (16,)),  # Mastercard
        (300000, 305999, (14, 16)),  # Diners
        (309500, 309599, (14, 16)),
        (340000, 349999, (15,)),  # American Express
        (352800, 358999, (16, 17, 18, 19)),  # JCB
        (360000, 369999, (14, 16, 19)),
        (370000, 379999, (15,)),
        (380000, 399999, (14, 16, 19)),
        (400000, 499999, (13, 16, 19)),  # Visa
        (500000, 509999, (16, 19)),  # Maestro, Elo
        (510000, 559999, (16,)),
        (560000, 589999, (16, 19)),
        (601100, 601199, (16, 19)),  # Discover
        (620000, 629999, (16, 17, 18, 19)),  # UnionPay
        (630000, 639999, (16, 19)),
        (644000, 659999, (16, 19)),
        (670000, 679999, (16, 19)),
        (979200, 979299, (16,)),  # Troy
    ]
)
_STARTS = [start for start, _, _ in _RANGES]

# The three or four digits on the back, where a card stands beside them: never to be kept after the payment
# (PCI DSS 3.3.1).
_CODE = re.compile(
    r"(?i)((?:\b(?:cvv2?|cvc2?|cvn2?|cid|csc|security code|prüfziffer|kartenprüfnummer|cryptogramme|"
    r"c[oó]digo de seguridad|c[oó]digo de segurança)\b|安全码|安全碼|安全コード|"
    r"セキュリティコード|보안\s?코드|رمز الأمان)"
    r"[^\d<>\n]{0,12})(\d{3,4})(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Redacted:
    """`count` is how many card numbers were taken out of `text`."""

    text: str
    count: int


def redact(text: str, *, is_html: bool = False) -> Redacted:
    """The text with every digit of its card numbers but the last four replaced by a dot, and without the codes from
    the backs of those cards. A text without a card number comes back as it is."""
    pattern = _RUN_IN_HTML if is_html else _RUN
    runs = (found for found in pattern.finditer(text) if found["run"] and len(found["run"]) >= SHORTEST)
    cards = [card for run in runs for card in _cards_of(run, text=text)]
    if not cards:
        return Redacted(text, 0)
    letters = list(text)
    for places in cards:
        for place in places[:-SHOWN]:
            letters[place] = HIDDEN
    hidden = _CODE.sub(lambda found: found[1] + HIDDEN * len(found[2]), "".join(letters))
    return Redacted(hidden, len(cards))


def _cards_of(run: re.Match[str], *, text: str) -> Iterator[list[int]]:
    """The places of the digits of each card in a run of digits and blanks."""
    if _is_a_code(text[max(0, run.start() - 12) : run.start()]):
        return
    groups = _groups(run)
    if len(groups) > MOST_GROUPS:
        return
    at = 0
    while at < len(groups):
        taken = next((size for size in _sizes(groups, at=at) if _is_card(groups[at : at + size], text=text)), 0)
        if taken:
            yield list(chain.from_iterable(groups[at : at + taken]))
        at += taken or 1


def _is_a_code(before: str) -> bool:
    """Whether letters stand right before the number, as in an IBAN or the number of a parcel."""
    word = _WORD_BEFORE.search(before)
    return word is not None and word[0].casefold() not in _NAMES


def _groups(run: re.Match[str]) -> list[list[int]]:
    """The places of the digits, group by group. A tag alone parts no group, for nobody sees it."""
    groups: list[list[int]] = []
    end = 0
    for part in _PARTS.finditer(run[0]):
        if part[0].startswith("<") and part.start() == end:
            end = part.end()
        elif part[0][0] not in "<&":
            places = range(run.start() + part.start(), run.start() + part.end())
            if groups and part.start() == end:
                groups[-1].extend(places)
            else:
                groups.append(list(places))
            end = part.end()
    return groups


def _sizes(groups: list[list[int]], *, at: int) -> Iterator[int]:
    """How many groups from here may be one card: one whole number, or groups as they are printed, longest first."""
    lengths = tuple(len(group) for group in groups[at : at + 5])
    yield from (len(layout) for layout in _LAYOUTS if lengths[: len(layout)] == layout)
    yield 1


def _is_card(groups: list[list[int]], *, text: str) -> bool:
    digits = _digits(chain.from_iterable(groups), text=text)
    return _is_of_a_scheme(digits) and _has_luhn(digits)


def _digits(places: Iterable[int], *, text: str) -> str:
    """In ASCII, whatever script they are written in."""
    return "".join(str(int(text[place])) for place in places)


def _is_of_a_scheme(digits: str) -> bool:
    if not SHORTEST <= len(digits) <= 19:
        return False
    first = int(digits[:6])
    at = bisect_right(_STARTS, first) - 1
    return at >= 0 and first <= _RANGES[at][1] and len(digits) in _RANGES[at][2]


def _has_luhn(digits: str) -> bool:
    """ISO/IEC 7812-1, annex B."""
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    total = sum(int(digit) for digit in digits[::-2]) + sum(value - 9 if value > 9 else value for value in doubled)
    return total % 10 == 0
