"""Amounts of money as people type and read them; what they are exactly is in `money.py`."""

import re
import unicodedata
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import NumberPattern, get_currency_name, parse_pattern

from keepword.kit.languages import tag_of
from keepword.kit.money import DECIMALS, Money

CURRENCIES = tuple(sorted(DECIMALS))
LARGEST = 10**12  # smallest units: whoever writes more means something else
_DECIMALS = re.compile(r"0\.0+|0(?![0.,#])")
_CODE = re.compile(r"([A-Z]{3})(?=[0-9])")
_SPACES = re.compile(r"[\s'’\u066c]")


class BadAmount(ValueError):
    """No amount of this currency, or one that can be read in two ways."""


def read(text: str, *, currency: str) -> int:
    """What somebody typed, in smallest units: with a point or a comma, in any digits, with or without groups of
    thousands. "1.000" of a currency with hundredths may be one or a thousand, and is refused. Raises BadAmount."""
    plain = _SPACES.sub("", "".join(_digit(sign) for sign in text.strip()))
    whole, part = _parted(plain, places=DECIMALS[currency])
    if not re.fullmatch(r"[0-9]{1,15}", whole) or not re.fullmatch(r"[0-9]*", part) or len(part) > DECIMALS[currency]:
        raise BadAmount(text)
    amount = int(whole) * 10 ** DECIMALS[currency] + int((part + "000")[: DECIMALS[currency]] or 0)
    if amount > LARGEST:
        raise BadAmount(text)
    return amount


def _digit(sign: str) -> str:
    """Any script's digit and separator as ours."""
    if sign in "٫，、﹐":
        return ","
    if sign == "．":
        return "."
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)


def _parted(text: str, *, places: int) -> tuple[str, str]:
    """Before and after the decimal sign; the second "" without one."""
    signs = [sign for sign in text if sign in ".,"]
    if not signs:
        return text, ""
    last = signs[-1]
    before, _sign, after = text.rpartition(last)
    if len(set(signs)) == 2:  # one groups, the last parts
        group = signs[0]
        if signs.count(last) > 1 or not _is_grouped(before, by=group):
            raise BadAmount(text)
        return before.replace(group, ""), after
    if len(signs) > 1:
        if not _is_grouped(text, by=last):
            raise BadAmount(text)
        return text.replace(last, ""), ""
    if len(after) > places or not after:
        raise BadAmount(text)
    return before, after


def _is_grouped(text: str, *, by: str) -> bool:
    return re.fullmatch(rf"[0-9]{{1,3}}(?:{re.escape(by)}[0-9]{{3}})+", text) is not None


def plain(amount: int, *, currency: str) -> str:
    """For a control: "20.00", "2000", "1.500"."""
    return Money(amount, currency).plain


def say(amount: int, *, currency: str, language: str) -> str:
    """As its readers write it, with the decimals of the standard, whatever is usual in shops: "€20.00", "￥2,000",
    "KWD 1.250". `language` is a code or a tag."""
    found = _locale(language)
    value = Money(amount, currency).amount
    said = _pattern(language, DECIMALS[currency]).apply(value, found, currency=currency, currency_digits=False)
    return _CODE.sub("\\1\u00a0", str(said))


def said(money: Money, *, language: str) -> str:
    return say(money.minor, currency=money.currency, language=language)


def name_of(currency: str, *, language: str) -> str:
    return str(get_currency_name(currency, locale=_locale(language)))


@lru_cache(maxsize=64)
def _pattern(language: str, decimals: int) -> NumberPattern:
    written = _locale(language).currency_formats["standard"].pattern
    return parse_pattern(_DECIMALS.sub(f"0.{'0' * decimals}".rstrip("."), written))


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(tag_of(language), sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
