"""What several languages write alike."""

import re
from collections.abc import Mapping

from keepword.promises.stating.pieces import Clock, Date, Length, Rule, Weekday, Zone, rule

ZONES = {
    "utc": "UTC",
    "gmt": "UTC",
    "cet": "Europe/Berlin",
    "cest": "Europe/Berlin",
    "mez": "Europe/Berlin",
    "mesz": "Europe/Berlin",
    "bst": "Europe/London",
    "kst": "Asia/Seoul",
    "jst": "Asia/Tokyo",
    "hkt": "Asia/Hong_Kong",
    "sgt": "Asia/Singapore",
    "est": "America/New_York",
    "edt": "America/New_York",
    "et": "America/New_York",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "pt": "America/Los_Angeles",
    "aest": "Australia/Sydney",
    "aedt": "Australia/Sydney",
    "brt": "America/Sao_Paulo",
}
CITIES = {
    "Asia/Seoul": "seoul|séoul|seúl|서울|한국|首尔|首爾|ソウル|韓国|韩国|韓國",
    "Asia/Tokyo": "tokyo|tokio|도쿄|일본|东京|東京|日本",
    "Asia/Shanghai": "beijing|peking|pekín|pékin|shanghai|베이징|중국|北京|上海|中国|中國",
    "Asia/Taipei": "taipei|台北|臺北|台湾|台灣|타이베이|대만",
    "Asia/Hong_Kong": "hong kong|香港|홍콩",
    "Europe/London": "london|londres|uk|런던|伦敦|倫敦|ロンドン",
    "Europe/Paris": "paris|파리|巴黎|パリ",
    "Europe/Madrid": "madrid|마드리드|马德里|馬德里|マドリード",
    "Europe/Berlin": "berlin|베를린|柏林|ベルリン",
    "America/New_York": "new york|nueva york|뉴욕|纽约|紐約|ニューヨーク|eastern",
    "America/Los_Angeles": "los angeles|pacific|로스앤젤레스|洛杉矶|洛杉磯|ロサンゼルス",
    "America/Sao_Paulo": "são paulo|sao paulo|상파울루|圣保罗|聖保羅|サンパウロ",
    "Australia/Sydney": "sydney|시드니|悉尼|雪梨|シドニー",
    "Pacific/Auckland": "auckland|오클랜드|奥克兰|奧克蘭|オークランド",
}


def iso_dates() -> Rule:
    """2026-11-24, in every language."""
    return rule(
        r"\b(20\d\d)-(\d\d)-(\d\d)\b", lambda found: Date(int(found[3]), month=int(found[2]), year=int(found[1]))
    )


def slashed_dates(separator: str = "[/]") -> Rule:
    """24/11, 24/11/2026, 24.11. where that is written; which comes first may be a guess."""
    return rule(
        rf"\b(\d{{1,2}}){separator}(\d{{1,2}})(?:{separator}(20\d\d|\d\d)\b)?(?![\d%])",
        lambda found: _slashed(int(found[1]), int(found[2]), year=found[3]),
    )


def _slashed(first: int, second: int, *, year: str | None) -> Date | None:
    if not (1 <= first <= 31 and 1 <= second <= 31) or (first > 12 and second > 12):
        return None
    full = None if year is None else int(year) + (2000 if len(year) == 2 else 0)
    return Date(first, month=second, year=full, is_ambiguous=first != second and first <= 12 or second > 12)


def zone_letters(*, but: tuple[str, ...] = ("et", "est", "pt")) -> Rule:
    """ "CET", "KST" … but for those that are words of the language."""
    names = "|".join(sorted(set(ZONES) - set(but), key=len, reverse=True))
    return rule(rf"\(?\b({names})\b\)?", lambda found: Zone(ZONES[found[1]]))


def cities(around: str) -> list[Rule]:
    """A zone by its city or country; `around` is a pattern with CITY in it, such as "CITY time"."""
    return [rule(around.replace("CITY", f"(?:{named})"), Zone(zone)) for zone, named in CITIES.items()]


def counts(words: Mapping[str, float]) -> str:
    """A pattern for a number in digits or in one of these words."""
    return r"\d{1,3}(?:[.,]5)?|" + "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def amount(text: str, words: Mapping[str, float]) -> float:
    return words[text] if text in words else float(text.replace(",", "."))


def clock(hour: str, minute: str | None, half: str = "") -> Clock | None:
    """None for what is no time of the day."""
    hours, minutes = int(hour), int(minute or 0)
    if hours > 24 or minutes > 59 or (half in ("am", "pm") and not 0 <= hours <= 12):
        return None
    return Clock(hours, minutes, half or ("24" if hours > 12 or hours == 0 else ""))


def names(words: Mapping[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def weekdays(words: Mapping[str, int], *, before: str = "", after: str = "", weeks: int | None = None) -> Rule:
    """ "next Friday" and the like: `before` and `after` are patterns around the name."""
    return rule(rf"\b{before}({names(words)}){after}\b", lambda found: Weekday(words[found[1]], weeks))


def lengths(pattern: str, *, words: Mapping[str, float], units: Mapping[str, str], business: str) -> Rule:
    """`pattern` has the groups `n` (how many) and `unit`; `business`, anywhere in it, makes it open time."""
    is_business = re.compile(business)

    def made(found: re.Match[str]) -> Length | None:
        unit = next((name for start, name in units.items() if found["unit"].startswith(start)), None)
        if unit is None:
            return None
        return Length(amount(found["n"], words), unit, in_business=bool(is_business.search(found[0])))

    return rule(pattern, made)
