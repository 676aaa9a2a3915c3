"""Amounts that are read and said without a float in between."""

import pytest

from keepword.kit.money import MOST, Money, NotMoney, currency_of, money


@pytest.mark.parametrize(
    ("amount", "currency", "minor", "plain"),
    [
        ("49.90", "EUR", 4990, "49.90"),
        ("49.9", "EUR", 4990, "49.90"),
        ("49.900", "EUR", 4990, "49.90"),
        ("0", "EUR", 0, "0.00"),
        ("0.07", "usd", 7, "0.07"),
        ("1200", "JPY", 1200, "1200"),
        ("1200.00", "JPY", 1200, "1200"),
        ("15000", "KRW", 15000, "15000"),
        ("1.25", "KWD", 1250, "1.250"),
        ("0.001", "BHD", 1, "0.001"),
        (" 12.00 ", " eur ", 1200, "12.00"),
    ],
)
def test_an_amount_is_kept_in_its_smallest_unit(amount: str, currency: str, minor: int, plain: str):
    read = money(amount, currency=currency)
    assert (read.minor, read.plain) == (minor, plain)
    assert money(read.plain, currency=read.currency) == read


@pytest.mark.parametrize(
    ("amount", "currency", "why"),
    [
        ("49.905", "EUR", "decimals"),
        ("1.5", "JPY", "decimals"),
        ("1.2345", "KWD", "decimals"),
        ("-1", "EUR", "amount"),
        ("1,50", "EUR", "amount"),
        ("1 000", "EUR", "amount"),
        ("1e3", "EUR", "amount"),
        ("NaN", "EUR", "amount"),
        ("", "EUR", "amount"),
        ("١٢", "EUR", "amount"),
        ("9999999999999999", "EUR", "large"),
        ("1", "EURO", "currency"),
        ("1", "XXX", "currency"),
        ("1", "", "currency"),
    ],
)
def test_what_is_no_amount_is_refused_with_its_reason(amount: str, currency: str, why: str):
    with pytest.raises(NotMoney) as refused:
        money(amount, currency=currency)
    assert refused.value.why == why


def test_money_is_said_for_programs_with_its_currency():
    assert str(Money(MOST, "JPY")) == f"{MOST} JPY"
    assert str(Money(5, "KWD")) == "0.005 KWD"
    assert currency_of("chf") == "CHF"
