"""Bytes to text, whatever the mail says about its charset: rightly, wrongly or not at all."""

import codecs
import re
from functools import lru_cache
from typing import NamedTuple

from keepword.channels.email.mime import guessing, iso2022

# What senders mean by a name: the superset that their software really writes (as in the WHATWG encoding standard).
_MEANT = {
    "gb2312": "gb18030",
    "gb-2312": "gb18030",
    "gb-2312-80": "gb18030",
    "gb2312-80": "gb18030",
    "euc-cn": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "gb": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "cp950",
    "big5-eten": "cp950",
    "big5-hkscs": "big5hkscs",
    "euc-kr": "cp949",
    "ks-c-5601-1987": "cp949",
    "ks-c-5601": "cp949",
    "ksc5601": "cp949",
    "ksc-5601": "cp949",
    "ks-x-1001": "cp949",
    "uhc": "cp949",
    "shift-jis": "cp932",
    "shiftjis": "cp932",
    "sjis": "cp932",
    "ms-kanji": "cp932",
    "windows-31j": "cp932",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso-latin-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "l1": "cp1252",
    "iso-8859-9": "cp1254",
    "latin5": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "iso-8859-8-i": "cp1255",
    "iso-8859-8-e": "cp1255",
    "iso-8859-8": "cp1255",
    "iso-8859-6-i": "iso8859-6",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
    "utf": "utf-8",
    "utf8": "utf-8",
    "utf-8mb4": "utf-8",
    "utf8mb4": "utf-8",
    "unicode": "utf-16",
    "ucs-2": "utf-16",
    "mac": "mac-roman",
    "macintosh": "mac-roman",
    "mac-roman": "mac-roman",
    "mac-cyrillic": "mac-cyrillic",
    "iso-2022-jp-ms": "iso-2022-jp",
    "cp50220": "iso-2022-jp",
    "cp50221": "iso-2022-jp",
    "cp50222": "iso-2022-jp",
    "iso-2022-jp-1": "iso-2022-jp",
    "iso-2022-jp-2": "iso-2022-jp",
    "iso-2022-jp-3": "iso-2022-jp",
}
_SAYS_NOTHING = {
    "",
    "us-ascii",
    "ascii",
    "ansi-x3-4-1968",
    "unknown-8bit",
    "unknown",
    "default",
    "none",
    "7bit",
    "8bit",
}
# Python calls these encodings too, but they are no charsets: a mail that names one must not reach them.
_NO_CHARSETS = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"}
_WIDE = {"utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Decoded(NamedTuple):
    """`codec` is what was read with, in Python's spelling. `warning` is "" when that is what the mail declared."""

    text: str
    codec: str
    warning: str


def decode(content: bytes, *, declared: str, hints: tuple[str, ...] = ()) -> Decoded:
    """The text of `content`. Never raises; what cannot be read becomes U+FFFD.

    declared: the charset as the mail names it, "" when it does not. hints: other charsets named in the same mail,
    likeliest first; they only count where the declared one fails. NULs and lone surrogates, which no database keeps,
    are left out.
    """
    codec = _codec(declared)
    if content.isascii():
        return _decode_seven_bits(content, declared=declared, codec=codec, hints=hints)
    if codec == "utf-8":
        try:
            return Decoded(storable(content.decode("utf-8-sig")), codec, "")
        except UnicodeDecodeError:
            pass  # the ordinary way failed; the careful way below decides
    for mark, wide in _BOMS:
        if content.startswith(mark) and (wide == "utf-8-sig" or codec in _WIDE or not codec):
            return _lossy(content, codec=wide, declared=declared)
    return _decode_eight_bits(content, declared=declared, codec=codec, hints=hints)


def _decode_seven_bits(content: bytes, *, declared: str, codec: str, hints: tuple[str, ...]) -> Decoded:
    if b"\x1b" in content and (found := iso2022.codec_of(content)):
        return Decoded(storable(iso2022.decode(content, codec=found)), found, _warning(declared, codec, found))
    stateful = codec in ("utf-7", "hz") or (codec in _WIDE and b"\x00" in content)
    if stateful:
        return _lossy(content, codec=codec, declared=declared)
    if b"~{" in content and any(_codec(hint) == "hz" for hint in hints):
        return _lossy(content, codec="hz", declared=declared)
    return Decoded(storable(content.decode("ascii")), codec or "ascii", "")


def _decode_eight_bits(content: bytes, *, declared: str, codec: str, hints: tuple[str, ...]) -> Decoded:
    if codec in _WIDE or codec in ("utf-7", "hz"):
        try:
            return Decoded(storable(content.decode(codec)), codec, "")
        except (UnicodeDecodeError, ValueError):
            codec = ""
    hinted = tuple(found for hint in hints if (found := _codec(hint)))
    if twice := _written_twice(content, declared=codec, hinted=hinted):
        return twice
    best = guessing.best(content, declared=codec, hinted=hinted)
    return _lossy(content, codec=best, declared=declared)


def _written_twice(content: bytes, *, declared: str, hinted: tuple[str, ...]) -> Decoded | None:
    """A relay took the bytes for Latin-1 and wrote them as UTF-8 on top: undone when what lies below reads far better.
    Only for mail that does not declare UTF-8."""
    if declared == "utf-8" or content.count(b"\xc2") + content.count(b"\xc3") < 6:
        return None
    try:
        below = content.decode("utf-8").encode("latin-1")
    except UnicodeError:
        return None
    codec = guessing.best(below, declared=declared, hinted=hinted)
    if codec == "cp1252" or not guessing.is_far_better(below, codec=codec, than="cp1252"):
        return None
    return Decoded(storable(below.decode(codec, "replace")), codec, f"charset: written twice, {codec} read")


def _lossy(content: bytes, *, codec: str, declared: str) -> Decoded:
    warning = _warning(declared, _codec(declared), codec)
    if codec.startswith("iso-2022"):
        return Decoded(storable(iso2022.decode(content, codec=codec)), codec, warning)
    if codec == "cp1252" and any(hole in content for hole in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")):
        codec = "latin-1"  # the five bytes that Windows left undefined
    text = content.decode(codec, "replace")
    if "\ufffd" in text and not warning:
        warning = f"charset: {declared or codec} has bytes that cannot be read"
    return Decoded(storable(text.removeprefix("\ufeff")), codec, warning)


def _warning(declared: str, codec: str, read: str) -> str:
    if _plain_name(codec) == _plain_name(read):
        return ""
    return f"charset: {declared[:40]} declared, {read} read" if declared else f"charset: none declared, {read} read"


def _plain_name(codec: str) -> str:
    """Python spells one codec in several ways."""
    return codec.replace("_", "").replace("-", "").removesuffix("sig")


def storable(text: str) -> str:
    """Without NULs and lone surrogates, which no database keeps."""
    return _UNSTORABLE.sub("", text) if _UNSTORABLE.search(text) else text


@lru_cache(maxsize=512)
def _codec(declared: str) -> str:
    """Python's name for a declared charset; "" when it says nothing or names none."""
    name = declared.lower().split("*")[0]
    name = name.rsplit("charset=", 1)[-1]
    name = re.sub(r"[^a-z0-9]+", "-", name[:60]).strip("-")
    for spelling in (name, name.removeprefix("x-"), name.removeprefix("cs"), name.removeprefix("charset-")):
        if spelling in _SAYS_NOTHING:
            return ""
        if spelling in _MEANT:
            return _MEANT[spelling]
        if spelling in _NO_CHARSETS:
            return ""
        if found := _known(spelling):
            return found
    return ""


def _known(name: str) -> str:
    for spelling in (name, name.replace("windows-", "cp"), name.replace("win-", "cp"), name.replace("cp-", "cp")):
        try:
            found = codecs.lookup(spelling)
        except (LookupError, ValueError):
            continue
        if getattr(found, "_is_text_encoding", True) and found.name not in _NO_CHARSETS:
            return _MEANT.get(found.name.replace("_", "-"), found.name)
    return ""
