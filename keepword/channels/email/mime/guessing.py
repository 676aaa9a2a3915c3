"""Which charset is it, when the mail does not say or says what cannot be true?

Each candidate reads a sample, and its reading is weighed by how ordinary it looks in the languages that write so:
the frequent characters of that charset count for it, rare ones against it, unreadable bytes heavily against it.
Letters of one script stand together (Cyrillic words hold no Latin letters; French words seldom have two accents in a
row), which is what tells the single-byte charsets apart.
"""

import re
from functools import cache

_SAMPLE_BYTES = 3000
_UNREADABLE = -8.0
# A declared charset is believed unless another reads far better; a hint breaks ties.
_DECLARED_BONUS = 0.45
_HINT_BONUS = 0.2
_GOOD_ENOUGH = 0.5

_FREQUENT = {
    "cp1252": "äöüßéèêàâçñóíúáãõôîïûùëœæøåÄÖÜÉÈÀÇÑÓÅØÆÁÍÚìòºª",
    "cp1250": "ąćęłńóśźżáčďéěíňřšťúůýžőűöüăâîşţŁŚŻČŘŠŽÁÉ",
    "cp1254": "ğışçöüİŞĞÇÖÜâî",
    "cp1257": "āčēģīķļņšūžąęėįųõäöü",
    "cp1251": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґў",
    "koi8-u": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґ",
    "iso8859-5": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєў",
    "cp866": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "cp1253": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώ",
    "cp1255": "אבגדהוזחטיכךלמםנןסעפףצץקרשת",
    "cp1256": "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئپچژگ",
    "cp874": "กขคงจชซฐณดตถทนบปผพฟภมยรลวศษสหอะาำเแโใไ่้ิีึืุูั็์ๆ",
}
# lead bytes of the rows that hold the frequent characters: level 1 of each national standard, kana, Hangul
_FREQUENT_ROWS = {
    "gb18030": (0xB0, 0xD7),
    "cp950": (0xA4, 0xC6),
    "cp949": (0xB0, 0xC8),
    "euc_jp": (0xB0, 0xCF),
    "cp932": (0x88, 0x97),
}
_KANA = frozenset(map(chr, range(0x3041, 0x30FF)))
_PUNCTUATION = frozenset(
    "，。、！？：；（）「」『』【】《》〈〉～…—·“”‘’–€£°«»¿¡№„‚•®©™´’\u00a0\u3000ー・￥％＋－０１２３４５６７８９"
)
_ORDER = ("gb18030", "cp949", "cp932", "cp950", "euc_jp", *_FREQUENT)
_LATIN = {"cp1252", "cp1250", "cp1254", "cp1257"}
_HIGH_RUN = re.compile(rb"[^\r\n]*[\x80-\xff][^\r\n]*")


def best(content: bytes, *, declared: str, hinted: tuple[str, ...]) -> str:
    """Python's name of the likeliest charset of bytes that are not all ASCII. `declared` and `hinted` are Python's
    names too; "" when none was declared."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as broken:
        nearly = broken.start >= len(content) - 3
    else:
        return _utf8_or(content, declared=declared)
    if nearly and declared in ("", "utf-8"):
        return "utf-8"
    sample = _sample(content)
    if declared and _weigh(sample, codec=declared) >= _GOOD_ENOUGH:
        return declared
    return _heaviest(sample, declared=declared, hinted=hinted)


def _utf8_or(content: bytes, *, declared: str) -> str:
    """Chinese and Korean pairs are now and then valid UTF-8 by chance; single-byte text practically never is."""
    if declared in _FREQUENT_ROWS:
        sample = _sample(content)
        if _weigh(sample, codec=declared) > _weigh(sample, codec="utf-8"):
            return declared
    return "utf-8"


def _heaviest(sample: bytes, *, declared: str, hinted: tuple[str, ...]) -> str:
    weights = {}
    for codec in dict.fromkeys((declared, *hinted, "utf-8", *_ORDER)):
        if codec:
            bonus = _DECLARED_BONUS if codec == declared else _HINT_BONUS if codec in hinted else 0.0
            weights[codec] = _weigh(sample, codec=codec) + bonus
    return max(weights, key=weights.__getitem__)


def _sample(content: bytes) -> bytes:
    """The first lines that hold 8-bit bytes, whole lines where possible so that no character is cut."""
    if len(content) <= _SAMPLE_BYTES:
        return content
    lines, size = [], 0
    for match in _HIGH_RUN.finditer(content, 0, 40 * _SAMPLE_BYTES):
        lines.append(match.group()[:_SAMPLE_BYTES])
        size += len(lines[-1])
        if size >= _SAMPLE_BYTES:
            break
    return b"\n".join(lines) or content[-_SAMPLE_BYTES:]


def _weigh(sample: bytes, *, codec: str) -> float:
    """About -8 (unreadable) to 1 (every character is a frequent one), averaged over the 8-bit bytes."""
    try:
        text = sample.decode(codec, "replace")
    except (LookupError, ValueError):
        return _UNREADABLE
    high = sum(byte > 0x7F for byte in sample) or 1
    weigh = _weigh_wide if codec in _FREQUENT_ROWS or codec == "utf-8" else _weigh_narrow
    return weigh(text, codec) / high


def _weigh_wide(text: str, codec: str) -> float:
    frequent, total = _frequent_of(codec), 0.0
    for char in text:
        if char < "\x80":
            continue
        if char in frequent:
            total += 2.0
        elif char in _PUNCTUATION:
            total += 1.0
        else:
            total += _UNREADABLE if _is_nonsense(char) else -1.0
    return total


def _weigh_narrow(text: str, codec: str) -> float:
    frequent, latin, total = _frequent_of(codec), codec in _LATIN or codec not in _FREQUENT, 0.0
    before = " "
    for char in text:
        if char >= "\x80":
            total += _narrow(char, frequent)
            if before.isalpha():
                total -= _clash(before, char, latin)
        elif not latin and before >= "\x80" and before.isalpha() and char.isalpha():
            total -= 1.5
        before = char
    return total


def _narrow(char: str, frequent: frozenset[str]) -> float:
    if char in frequent:
        return 1.0
    if char in _PUNCTUATION:
        return 0.6
    if _is_nonsense(char):
        return _UNREADABLE
    return 0.4 if char.lower() in frequent else -1.0


def _clash(before: str, char: str, latin: bool) -> float:
    """What speaks against `char` standing after the letter `before`."""
    if not char.isalpha():
        return 0.7 if latin and char not in _PUNCTUATION else 0.0
    if latin:
        return 1.2 if before >= "\x80" else (0.8 if char.isupper() and before.islower() else 0.0)
    if before < "\x80":
        return 1.5
    return 1.5 if char.isupper() and before.islower() else 0.0


def _is_nonsense(char: str) -> bool:
    return char == "\ufffd" or "\x80" <= char <= "\x9f" or "\ue000" <= char <= "\uf8ff"


@cache
def _frequent_of(codec: str) -> frozenset[str]:
    if codec == "utf-8":
        return frozenset().union(*(_frequent_of(name) for name in _ORDER))
    if codec not in _FREQUENT_ROWS:
        return frozenset(_FREQUENT.get(codec, "".join(_FREQUENT.values())))
    first, last = _FREQUENT_ROWS[codec]
    pairs = (bytes((lead, trail)) for lead in range(first, last + 1) for trail in range(0x40, 0xFF))
    if codec in ("gb18030", "cp949", "euc_jp"):
        pairs = (pair for pair in pairs if pair[1] >= 0xA1)  # below are the later, rare additions
    chars = frozenset(char for pair in pairs for char in pair.decode(codec, "ignore") if char >= "\x80")
    return chars | _KANA if codec in ("cp932", "euc_jp") else chars
