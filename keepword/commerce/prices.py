"""Money as each language writes it."""

import re
from functools import lru_cache

from babel.numbers import NumberPattern, parse_pattern

from keepword.hours.dates import locale_of
from keepword.kit.money import DECIMALS, Money

_DECIMALS = re.compile(r"0\.0+|0(?![0.,#])")
_CODE = re.compile(r"([A-Z]{3})(?=[0-9])")


def say(money: Money, *, language: str) -> str:
    """ "€49.90", "49,90 €", "JP¥1,200", "KWD 1.250": with the decimals of the standard, whatever is usual in shops."""
    locale = locale_of(language)
    said = _pattern(language, DECIMALS[money.currency]).apply(
        money.amount, locale, currency=money.currency, currency_digits=False
    )
    return _CODE.sub("\\1\u00a0", str(said))


@lru_cache(maxsize=64)
def _pattern(language: str, decimals: int) -> NumberPattern:
    written = locale_of(language).currency_formats["standard"].pattern
    return parse_pattern(_DECIMALS.sub(f"0.{'0' * decimals}".rstrip("."), written))
