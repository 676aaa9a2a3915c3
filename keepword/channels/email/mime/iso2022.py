"""Seven-bit Japanese and Korean (ISO-2022-JP, ISO-2022-KR), as mail programs really write it.

Python's own decoder knows the standard alone; Outlook and phones put vendor characters (circled digits, half-width
katakana) into the same escapes. JIS rows map onto Shift-JIS by arithmetic, and cp932 knows the vendors' characters.
"""

import re
from collections.abc import Iterator

_ESCAPE = re.compile(rb"\x1b(\$\(?[@BCDA]|\([BJIH])")
_PLAIN, _KANJI, _KATAKANA = "plain", "kanji", "katakana"
_SHIFTS = {b"(B": _PLAIN, b"(J": _PLAIN, b"(H": _PLAIN, b"(I": _KATAKANA, b"$B": _KANJI, b"$@": _KANJI, b"$(B": _KANJI}


def codec_of(content: bytes) -> str:
    """ "iso-2022-jp" or "iso-2022-kr" by the escapes in it, "" when there are none."""
    if b"\x1b$)C" in content:
        return "iso-2022-kr"
    return "iso-2022-jp" if _ESCAPE.search(content) else ""


def decode(content: bytes, *, codec: str) -> str:
    """The text; what cannot be read becomes U+FFFD."""
    try:
        return content.decode("iso2022_kr" if codec == "iso-2022-kr" else "iso2022_jp_ext")
    except UnicodeDecodeError:
        pass  # vendor characters or damage: read it run by run
    if codec == "iso-2022-kr":
        return content.decode("iso2022_kr", "replace")
    return "".join(_runs(content))


def _runs(content: bytes) -> Iterator[str]:
    pieces = _ESCAPE.split(content)
    yield _eight_bit(pieces[0])
    for escape, run in zip(pieces[1::2], pieces[2::2], strict=True):
        shift = _SHIFTS.get(escape, _PLAIN)
        if escape == b"$(D":
            yield (b"\x1b$(D" + run + b"\x1b(B").decode("iso2022_jp_ext", "replace")
        elif shift == _KANJI:
            yield _kanji(run)
        elif shift == _KATAKANA:
            yield bytes(byte | 0x80 if 0x21 <= byte <= 0x5F else byte for byte in run).decode("cp932", "replace")
        else:
            yield _eight_bit(run)


def _eight_bit(run: bytes) -> str:
    return run.decode("cp932", "replace")


def _kanji(run: bytes) -> str:
    """JIS pairs moved to where Shift-JIS has them. A line break ends the shift, as the standard wants."""
    line, newline, rest = run.partition(b"\n")
    moved = bytearray()
    for first, second in zip(line[::2], line[1::2], strict=False):
        if not (0x21 <= first <= 0x7E and 0x21 <= second <= 0x7E):
            moved += bytes((first, second)) if first < 0x80 and second < 0x80 else b"?"
            continue
        row = first - 0x21
        moved.append((row >> 1) + (0x81 if row < 62 else 0xC1))
        if row & 1:
            moved.append(second + 0x7E)
        else:
            moved.append(second + 0x1F + (second >= 0x60))
    if len(line) % 2 and line[-1] < 0x21:
        moved.append(line[-1])
    return moved.decode("cp932", "replace") + (newline + rest).decode("cp932", "replace")
