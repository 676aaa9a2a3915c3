"""Which charset is it, when the mail does not say or says what cannot be true?

Each candidate reads a sample, and its reading is weighed by how ordinary it looks in the languages that write so:
the frequent characters of that charset count for it, rare ones against it, unreadable bytes heavily against it.
Letters of one script stand together (Cyrillic words hold no Latin letters; French words seldom have two accents in a
row), which is what tells the single-byte charsets apart.
"""

import re
from functools import cache

from keepword.channels.email.mime import frequencies

_SAMPLE_BYTES = 3000
_WINDOW_BYTES = 100_000
_UNREADABLE = -8.0
# A declared charset is believed unless another reads far better; a hint breaks ties.
_DECLARED_BONUS = 0.45
_HINT_BONUS = 0.2
_GOOD_ENOUGH = 0.5

_ORDER = ("gb18030", "cp949", "cp932", "cp950", "euc_jp", *frequencies.FREQUENT)
# The same in Python's several spellings. ISO 8859-1, -9 and the like never come here: Windows' own are read for them.
_RARE = ("big5", "euc_", "johab", "shift_jis", "cp4", "cp7", "cp8", "iso8859-6", "mac-", "koi8-r", "koi8-t", "ptcp154")
_LATIN = {"cp1252", "cp1250", "cp1254", "cp1257"}
# A Thai mark stands on a consonant, never at the start of a word or after a vowel that is written in front.
_NOT_THAI = re.compile("(?<![ก-ฮ็-๎ะ-ู])[ัิ-ู็-๎]|[เ-ไ][ะ-ูเ-ไ็-๎]")
# One wide character alone among letters or digits is more likely an accent that was taken for half of a pair.
_LONELY = re.compile("(?<=[A-Za-z0-9])[^\x00-\x7f](?![^\x00-\x7f])|(?<![^\x00-\x7f])[^\x00-\x7f](?=[A-Za-z0-9])")
_HIGH = re.compile(rb"[\x80-\xff]")


def best(content: bytes, *, declared: str, hinted: tuple[str, ...]) -> str:
    """Python's name of the likeliest charset of bytes that are not all ASCII. `declared` and `hinted` are Python's
    names too; "" when none was declared."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as broken:
        cut_off = broken.reason == "unexpected end of data" and not content[: broken.start].isascii()
    else:
        return _utf8_or(content, declared=declared)
    if cut_off and declared in ("", "utf-8"):
        return "utf-8"
    sample = _sample(content)
    if _is_rare_but_right(content, declared):
        return declared
    if declared == "cp950" and _is_of_hong_kong(content, sample):
        return "big5hkscs"
    if declared and _weigh(sample, codec=declared) >= _GOOD_ENOUGH:
        return declared
    return _heaviest(sample, declared=declared, hinted=hinted)


def is_far_better(content: bytes, *, codec: str, than: str) -> bool:
    """Whether `codec` reads ordinary text where `than` does not."""
    sample = _sample(content)
    weight = _weigh(sample, codec=codec)
    return weight >= _GOOD_ENOUGH and weight > _weigh(sample, codec=than) + 1.0


def _is_rare_but_right(content: bytes, declared: str) -> bool:
    """A charset without a table here (Hong Kong's Big5, a DOS code page) that reads without a fault is believed:
    nobody declares one of those by mistake."""
    if not declared.startswith(_RARE) or declared in frequencies.FREQUENT_ROWS or declared in frequencies.FREQUENT:
        return False
    return not any(map(_is_nonsense, content.decode(declared, "replace")))


def _is_of_hong_kong(content: bytes, sample: bytes) -> bool:
    """Cantonese is written with characters that Big5 lacks, under its name. A Chinese mail in the mainland's charset
    may be readable so by chance, but then it reads well in its own."""
    try:
        content.decode("cp950")
    except UnicodeDecodeError:
        whole = "\ufffd" not in content.decode("big5hkscs", "replace")
        return whole and _weigh(sample, codec="gb18030") < _GOOD_ENOUGH
    return False


def _utf8_or(content: bytes, *, declared: str) -> str:
    """Chinese and Korean pairs are now and then valid UTF-8 by chance; single-byte text practically never is."""
    if declared in frequencies.FREQUENT_ROWS:
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
    found = _HIGH.search(content)
    first = found.start() if found else 0
    start = content.rfind(b"\n", max(first - _SAMPLE_BYTES, 0), first) + 1 or max(first - _SAMPLE_BYTES, 0)
    lines, size = [], 0
    for line in content[start : start + _WINDOW_BYTES].splitlines():
        if not line.isascii() and size < _SAMPLE_BYTES:
            lines.append(line[:_SAMPLE_BYTES])
            size += len(lines[-1])
    return b"\n".join(lines)


def _weigh(sample: bytes, *, codec: str) -> float:
    """About -8 (unreadable) to 1.3 (every character is a frequent one), averaged over the 8-bit bytes."""
    try:
        text = sample.decode(codec, "replace")
    except (LookupError, ValueError):
        return _UNREADABLE
    weigh = _weigh_wide if codec in frequencies.FREQUENT_ROWS or codec == "utf-8" else _weigh_narrow
    return weigh(text, codec) / (_taken(sample, text, codec) or 1)


def _taken(sample: bytes, text: str, codec: str) -> int:
    """The bytes that the characters beyond ASCII took up: in two-byte charsets the second may be an ASCII byte."""
    high = sum(byte > 0x7F for byte in sample)
    if codec not in frequencies.FREQUENT_ROWS:
        return high
    return max(high, 2 * sum(char > "\x7f" for char in text))


def _weigh_wide(text: str, codec: str) -> float:
    frequent, most_frequent, total = _frequent_of(codec), frequencies.MOST_FREQUENT.get(codec, ""), 0.0
    for char in text:
        if char < "\x80":
            continue
        if char in frequent:
            total += 2.6 if char in most_frequent else 1.6
        elif char in frequencies.PUNCTUATION:
            total += 1.0
        else:
            total += _UNREADABLE if _is_nonsense(char) else -1.0
    return total - 1.2 * len(_LONELY.findall(text))


def _weigh_narrow(text: str, codec: str) -> float:
    frequent, latin, total = _frequent_of(codec), codec in _LATIN or codec not in frequencies.FREQUENT, 0.0
    most_frequent, before = frequencies.FREQUENT.get(codec, "").partition(" ")[0], " "
    for char in text:
        if char >= "\x80":
            total += _narrow(char, frequent, most_frequent)
            if before.isalpha():
                total -= _clash(before, char, latin)
        elif not latin and before >= "\x80" and before.isalpha() and char.isalpha():
            total -= 1.5
        before = char
    return total - 3.0 * len(_NOT_THAI.findall(text)) if codec == "cp874" else total


def _narrow(char: str, frequent: frozenset[str], most_frequent: str) -> float:
    if char in frequent:
        return 1.2 if char in most_frequent else 0.8
    if char in frequencies.PUNCTUATION:
        return 0.6
    if _is_nonsense(char):
        return _UNREADABLE
    return 0.4 if char.lower() in frequent else -1.0


def _clash(before: str, char: str, latin: bool) -> float:
    """What speaks against `char` standing after the letter `before`."""
    if not char.isalpha():
        return 0.7 if latin and char not in frequencies.PUNCTUATION else 0.0
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
    if codec not in frequencies.FREQUENT_ROWS:
        return frozenset(frequencies.FREQUENT.get(codec, "".join(frequencies.FREQUENT.values()))) - {" "}
    first, last = frequencies.FREQUENT_ROWS[codec]
    pairs = (bytes((lead, trail)) for lead in range(first, last + 1) for trail in range(0x40, 0xFF))
    if codec in ("gb18030", "cp949", "euc_jp"):
        pairs = (pair for pair in pairs if pair[1] >= 0xA1)  # below are the later, rare additions
    read = (pair.decode(codec, "ignore") for pair in pairs)
    chars = frozenset(char for char in read if len(char) == 1 and char > "\xff" and not _is_nonsense(char))
    return chars | frequencies.KANA if codec in ("cp932", "euc_jp") else chars
