"""What may stand in an own field, and how it is kept so that it can be compared and sorted. Pure."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from keepword.kit.storable import storable

LONGEST = {"text": 200, "long_text": 4000, "url": 1000, "email": 254, "phone": 40, "choice": 80, "choices": 80}
LONGEST_KEY = 200
MOST_CHOICES = 200
LARGEST = Decimal(10) ** 15
YES, NO = "yes", "no"
SAYS_YES = {"yes", "true", "1", "y", "on"}
SAYS_NO = {"no", "false", "0", "n", "off"}
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
THOUSANDS = re.compile(r"[+-]?\d{1,3},\d{3}")
DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+")


class WrongValue(ValueError):
    """`why` is "long", "number", "thousands", "large", "date", "yes_no", "choice", "url", "email" or "phone"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Typed:
    """As `FieldValue` keeps it."""

    text: str
    key: str
    number: Decimal | None = None
    day: date | None = None


def read(kind: str, texts: Sequence[str], *, choices: Sequence[str] = ()) -> tuple[Typed, ...]:
    """What somebody wrote, of one field; () for nothing. Only several choices hold more than one value. Raises
    WrongValue."""
    said = [one for text in texts if (one := storable(text).replace("\r\n", "\n").strip())]
    if kind in ("choice", "choices"):
        return _chosen(said, choices=choices, is_one=kind == "choice")
    if not said:
        return ()
    if len(said[0]) > LONGEST.get(kind, 40):
        raise WrongValue("long")
    return (READERS[kind](said[0]),)


def fold(text: str) -> str:
    """The one way in which values are compared: without case, width and runs of spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())[:LONGEST_KEY]


def _chosen(said: Sequence[str], *, choices: Sequence[str], is_one: bool) -> tuple[Typed, ...]:
    known = {fold(choice): choice for choice in choices}
    wanted = dict.fromkeys(fold(one) for one in said)
    if any(one not in known for one in wanted) or (is_one and len(wanted) > 1):
        raise WrongValue("choice")
    return tuple(Typed(known[one], one) for one in known if one in wanted)


def _text(text: str) -> Typed:
    return Typed(text, fold(text))


def _number(text: str) -> Typed:
    """With a point or a comma; "1,234" may be either, so it is asked again."""
    plain = unicodedata.normalize("NFKC", text).replace("−", "-")
    plain = "".join(plain.replace("'", "").replace("’", "").split())
    if not (plain.isascii() and NUMBER.fullmatch(plain)):
        raise WrongValue("number")
    if THOUSANDS.fullmatch(plain):
        raise WrongValue("thousands")
    value = Decimal(plain.replace(",", ".")).quantize(Decimal("0.000001"))
    if abs(value) >= LARGEST:
        raise WrongValue("large")
    shown = f"{value.normalize():f}" if value else "0"
    return Typed(shown, shown, number=value)


def _date(text: str) -> Typed:
    found = DAY.fullmatch(unicodedata.normalize("NFKC", text))
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError as error:
        raise WrongValue("date") from error
    if day is None:
        raise WrongValue("date")
    return Typed(day.isoformat(), day.isoformat(), day=day)


def _yes_no(text: str) -> Typed:
    said = fold(text)
    if said not in SAYS_YES | SAYS_NO:
        raise WrongValue("yes_no")
    value = YES if said in SAYS_YES else NO
    return Typed(value, value)


def _url(text: str) -> Typed:
    """Only what a browser opens as a page: a link that runs a script would run it for a colleague."""
    whole = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(whole)
        is_page = parts.scheme.lower() in ("http", "https") and "." in (parts.hostname or "")
    except ValueError as error:
        raise WrongValue("url") from error
    if not is_page or any(one.isspace() for one in whole):
        raise WrongValue("url")
    return Typed(whole, fold(whole))


def _email(text: str) -> Typed:
    if not ADDRESS.fullmatch(text):
        raise WrongValue("email")
    return Typed(text, fold(text))


def _phone(text: str) -> Typed:
    """Compared by its digits; how it is written is left to them."""
    plain = unicodedata.normalize("NFKC", text)
    digits = re.sub(r"\D", "", plain)
    if re.sub(r"[\d\s()./\-]", "", plain) not in ("", "+") or not 5 <= len(digits) <= 20:  # noqa: PLR2004
        raise WrongValue("phone")
    return Typed(text, f"+{digits}" if plain.startswith("+") else digits)


READERS: dict[str, Callable[[str], Typed]] = {
    "text": _text,
    "long_text": _text,
    "number": _number,
    "date": _date,
    "yes_no": _yes_no,
    "url": _url,
    "email": _email,
    "phone": _phone,
}
