"""Amounts of money, exactly: whole numbers of the smallest unit of a currency of ISO 4217, never a float."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

# ISO 4217, list one, without funds, metals and tests. Most have two decimals.
_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_TWO = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP "
    "CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR "
    "JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN "
    "NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP "
    "SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG"
)
DECIMALS = dict.fromkeys(_NONE.split(), 0) | dict.fromkeys(_TWO.split(), 2) | dict.fromkeys(_THREE.split(), 3)
MOST = 10**15  # smallest units; what PostgreSQL's and SQLite's whole numbers hold, with room for sums
_PLAIN = re.compile(r"[0-9]{1,16}(\.[0-9]{1,6})?", re.ASCII)


class NotMoney(ValueError):
    """`why` is "currency" (there is none of that code), "amount" (no plain number), "decimals" (more than the currency
    has) or "large"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` counts the smallest unit: cents, yen, fils."""

    minor: int
    currency: str

    @property
    def amount(self) -> Decimal:
        """With as many decimals as the currency has."""
        return Decimal(self.minor).scaleb(-DECIMALS[self.currency])

    @property
    def plain(self) -> str:
        """For programs: "49.90", "1200", "1.250"."""
        return f"{self.amount:f}"

    def __str__(self) -> str:
        return f"{self.plain} {self.currency}"


def currency_of(code: str) -> str:
    """In capitals, as the standard writes it. Raises NotMoney."""
    folded = code.strip().upper()
    if folded not in DECIMALS:
        raise NotMoney("currency")
    return folded


def money(amount: str, *, currency: str) -> Money:
    """Of "49.90", with a point and nothing between thousands; zeros that the currency does not have are nothing lost.
    Not below zero. Raises NotMoney."""
    code, text = currency_of(currency), amount.strip()
    if not _PLAIN.fullmatch(text):
        raise NotMoney("amount")
    try:
        minor = Decimal(text).scaleb(DECIMALS[code])
    except InvalidOperation as error:  # pragma: no cover - the pattern leaves none
        raise NotMoney("amount") from error
    if minor != minor.to_integral_value():
        raise NotMoney("decimals")
    if minor > MOST:
        raise NotMoney("large")
    return Money(int(minor), code)
