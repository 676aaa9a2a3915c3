"""What people type as money, and how it is said to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepword.kit.amounts import CURRENCIES, LARGEST, BadAmount, name_of, plain, read, said, say
from keepword.kit.money import DECIMALS, Money


@pytest.mark.parametrize(
    ("typed", "currency", "amount"),
    [
        ("20", "EUR", 2000),
        (" 20,5 ", "EUR", 2050),
        ("20.50", "EUR", 2050),
        ("1.234,50", "EUR", 123450),
        ("1,234.50", "EUR", 123450),
        ("1 234,50", "EUR", 123450),
        ("1'234.50", "CHF", 123450),
        ("1.234.567", "EUR", 123456700),
        ("1,000", "KWD", 1000),
        ("1.5", "KWD", 1500),
        ("2000", "JPY", 2000),
        ("1,234,567", "JPY", 1234567),
        ("٢٠٫٥٠", "EUR", 2050),
        ("２０．５", "EUR", 2050),
        ("0", "EUR", 0),
        ("0.01", "EUR", 1),
    ],
)
def test_an_amount_is_read_as_it_is_meant(typed, currency, amount):
    assert read(typed, currency=currency) == amount


@pytest.mark.parametrize(
    ("typed", "currency"),
    [
        ("", "EUR"), ("-5", "EUR"), ("+5", "EUR"), ("5e3", "EUR"), ("nan", "EUR"), ("1.000", "EUR"), ("1,000", "JPY"),
        ("20.5", "JPY"), ("20.123", "EUR"), ("1.2.3", "EUR"), ("1,23.456", "EUR"), ("20.", "EUR"), (".5", "EUR"),
        ("1.2345", "KWD"), ("€20", "EUR"), ("9" * 16, "EUR"), (str(LARGEST), "EUR"), ("²", "EUR"), ("1.1,1.1", "EUR"),
    ],
)  # fmt: skip
def test_what_is_no_amount_or_could_be_two_is_refused(typed, currency):
    with pytest.raises(BadAmount):
        read(typed, currency=currency)


@given(amount=st.integers(min_value=0, max_value=LARGEST), currency=st.sampled_from(CURRENCIES))
def test_what_stands_in_a_control_is_read_back_as_the_same_amount(amount, currency):
    assert read(plain(amount, currency=currency), currency=currency) == amount


@pytest.mark.parametrize(
    ("amount", "currency", "language", "said"),
    [
        (2000, "EUR", "en", "€20.00"),
        (2000, "EUR", "de", "20,00\xa0€"),
        (2000, "JPY", "ja", "￥2,000"),
        (1500, "KWD", "en", "KWD\xa01.500"),
        (12000, "IQD", "en", "IQD\xa012.000"),
        (2000, "EUR", "zh-Hans", "€20.00"),
        (2000, "EUR", "no such language", "€20.00"),
        (124990, "EUR", "en", "€1,249.90"),
        (124990, "EUR", "de", "1.249,90\u00a0€"),
        (1200, "JPY", "en", "¥1,200"),
        (1200, "JPY", "ja", "￥1,200"),
        (15000, "KRW", "ko", "₩15,000"),
        (1250, "KWD", "en", "KWD\u00a01.250"),
        (900, "CNY", "zh-Hans", "¥9.00"),
        (5, "USD", "fr", "0,05\u00a0$US"),
        (500, "ISK", "de", "500\u00a0ISK"),
        (100, "EUR", "xx", "€1.00"),
    ],
)
def test_money_is_said_as_its_reader_writes_it_with_the_decimals_of_the_currency(amount, currency, language, said):
    assert say(amount, currency=currency, language=language).replace("\u200f", "") == said


def test_every_currency_has_a_name():
    assert all(name_of(one, language="en") for one in CURRENCIES)


def test_every_currency_is_said_in_every_language():
    for language in ("ar", "de", "en", "es", "fr", "ja", "ko", "pt", "zh-Hans", "zh-Hant"):
        for currency, decimals in DECIMALS.items():
            assert "7" in said(Money(7 * 10**decimals, currency), language=language)
