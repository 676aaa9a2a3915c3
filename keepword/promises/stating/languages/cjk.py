"""What Chinese and Japanese write alike: numbers in Han characters, and dates."""

from keepword.promises.stating.pieces import Date, Length, Rule, rule

DIGITS = {
    "〇": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "兩": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
NUMBER = r"(?:\d{1,3}(?:\.5)?|[〇零一二两兩三四五六七八九十]{1,3}|半)"


def number(text: str) -> float:
    """12, 十二, 二十, 两, 半 (a half). Raises KeyError for what is none."""
    if text == "半":
        return 0.5
    if text[0].isdigit():
        return float(text)
    if "十" not in text:
        return float("".join(str(DIGITS[letter]) for letter in text))
    tens, _, ones = text.partition("十")
    return 10 * (DIGITS[tens] if tens else 1) + (DIGITS[ones] if ones else 0)


def dates() -> list[Rule]:
    """11月24日, 十一月二十四日, 24日, 24号."""
    year, day = r"(?:(20\d\d)\s?年\s?)?", rf"(\d{{1,2}}|{NUMBER})\s?[日号號]"
    return [
        rule(
            rf"{year}(\d{{1,2}}|{NUMBER})\s?月\s?{day}",
            lambda found: Date(int(number(found[3])), int(number(found[2])), int(found[1]) if found[1] else None),
        ),
        rule(rf"(?<![\d月一二三四五六七八九十]){day}(?!間|以内|内|前に)", lambda found: Date(int(number(found[1])))),
    ]


def length(text: str, unit: str, *, half: bool = False, in_business: bool = False) -> Length:
    return Length(number(text) + (0.5 if half else 0), unit, in_business=in_business)
