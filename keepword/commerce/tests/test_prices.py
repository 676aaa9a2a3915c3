"""Money in the reader's way of writing, with the decimals of its currency."""

import pytest

from keepword.commerce.prices import say
from keepword.kit.money import DECIMALS, Money


@pytest.mark.parametrize(
    ("minor", "currency", "language", "said"),
    [
        (124990, "EUR", "en", "€1,249.90"),
        (124990, "EUR", "de", "1.249,90\u00a0€"),
        (1200, "JPY", "en", "JP¥1,200"),
        (1200, "JPY", "ja", "￥1,200"),
        (15000, "KRW", "ko", "₩15,000"),
        (1250, "KWD", "en", "KWD\u00a01.250"),
        (900, "CNY", "zh-Hans", "¥9.00"),
        (5, "USD", "fr", "0,05\u00a0$US"),
        (500, "ISK", "de", "500\u00a0ISK"),
        (100, "EUR", "xx", "€1.00"),
    ],
)
def test_an_amount_reads_as_people_there_write_it(minor: int, currency: str, language: str, said: str):
    assert say(Money(minor, currency), language=language) == said


def test_every_currency_is_said_in_every_language():
    for language in ("ar", "de", "en", "es", "fr", "ja", "ko", "pt", "zh-Hans", "zh-Hant"):
        for currency, decimals in DECIMALS.items():
            assert "7" in say(Money(7 * 10**decimals, currency), language=language)
