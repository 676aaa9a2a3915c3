"""A photo says nothing but what is seen in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepword.kit.file_kinds import kind_of
from keepword.kit.pictures.cleaning import cleaned
from keepword.kit.pictures.pieces import NotAPicture
from tests.portraits import EXIF, PLACE, XMP, chunk, jpeg, png, riff, riff_chunk, segment, webp

HIDDEN = {
    "image/jpeg": [
        jpeg(besides=segment(0xE1, EXIF)),
        jpeg(besides=segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)),
        jpeg(besides=segment(0xED, b"Photoshop 3.0\0" + PLACE) + segment(0xFE, PLACE)),
        jpeg(besides=segment(0xE2, b"MPF\0" + PLACE) + segment(0xE0, b"JFXX\0" + PLACE)),
        jpeg(behind=PLACE),
        jpeg(besides=segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01" + PLACE)),
        jpeg(besides=segment(0xEE, b"Adobe\0\x64\0\0\0\0\x01" + PLACE)),
    ],
    "image/png": [
        png(besides=chunk(b"eXIf", EXIF)),
        png(besides=chunk(b"iTXt", b"XML:com.adobe.xmp\0" + XMP)),
        png(besides=chunk(b"tEXt", PLACE) + chunk(b"zTXt", PLACE) + chunk(b"tIME", PLACE) + chunk(b"xxXx", PLACE)),
        png() + PLACE,
    ],
    "image/webp": [
        webp(besides=riff_chunk(b"EXIF", EXIF) + riff_chunk(b"XMP ", XMP)),
        webp(besides=riff_chunk(b"ABCD", PLACE)),
        webp() + PLACE,
    ],
}
PLAIN = {"image/jpeg": jpeg, "image/png": png, "image/webp": webp}
BEGINNINGS = st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x40\0\0\0WEBP"])


@pytest.mark.parametrize(("kind", "content"), [(kind, one) for kind, them in HIDDEN.items() for one in them])
def test_where_and_when_it_was_taken_is_gone_and_the_size_is_known(kind: str, content: bytes):
    assert PLACE in content
    picture = cleaned(content)
    assert (picture.kind, picture.width, picture.height) == (kind, 2, 3)
    assert PLACE not in picture.content and b"Exif" not in picture.content
    assert cleaned(picture.content) == picture


def test_what_draws_stays_as_it_was_to_the_byte():
    assert cleaned(jpeg()).content == jpeg()
    assert cleaned(png()).content == png()
    profile = segment(0xE2, b"ICC_PROFILE\0\x01\x01colours")
    assert cleaned(jpeg(besides=profile)).content == jpeg(besides=profile)


def test_a_webp_no_longer_announces_what_is_not_there():
    assert cleaned(webp(flags=0x2C)).content == webp(flags=0x20)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"GIF89a", b"<svg/>", jpeg()[:-2], png()[:-4], png()[:-20], webp()[:-1],
        png(width=0), jpeg(height=0), webp(flags=0x02), png(besides=chunk(b"ABCD", b"")),
        png().replace(b"IHDR", b"IHDX"), riff(b""), riff(riff_chunk(b"ANMF", b"x" * 20)),
        riff(riff_chunk(b"VP8L", b"x")),
        jpeg(besides=segment(0xC0, b"\x08\0\x09\0\x09")), b"\xff\xd8\xff\xd9", b"\xff\xd8" + b"\xff" * 100_000,
        jpeg()[:-2] + b"\xff" * 100_000,
    ],
)  # fmt: skip
def test_what_is_none_is_cut_off_or_moves_is_refused(content: bytes):
    with pytest.raises(NotAPicture):
        cleaned(content)


@given(BEGINNINGS, st.binary(max_size=200))
def test_whatever_comes_is_a_picture_or_refused(beginning: bytes, rest: bytes):
    _is_clean_or_refused(beginning + rest)


@given(st.sampled_from([*PLAIN]), st.data())
def test_a_picture_that_is_broken_anywhere_is_a_picture_or_refused(kind: str, data: st.DataObject):
    whole = data.draw(st.sampled_from([PLAIN[kind](), *HIDDEN[kind]]))
    place, until = sorted(data.draw(st.tuples(*[st.integers(0, len(whole))] * 2)))
    _is_clean_or_refused(whole[:place] + data.draw(st.binary(max_size=8)) + whole[until:])


@given(st.sampled_from([*PLAIN]), st.integers(1, 16_383), st.integers(1, 16_383))
def test_the_size_is_read_whatever_it_is(kind: str, width: int, height: int):
    if kind == "image/png":  # as long as it is large: only its header is read
        content = png().replace(_header(2, 3), _header(width, height))
    else:
        content = PLAIN[kind](width=width, height=height)
    picture = cleaned(content)
    assert (picture.width, picture.height) == (width, height)


def _header(width: int, height: int) -> bytes:
    return chunk(b"IHDR", width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02\0\0\0")


def _is_clean_or_refused(content: bytes) -> None:
    try:
        picture = cleaned(content)
    except NotAPicture:
        return
    assert kind_of("", content=picture.content) == picture.kind
    assert picture.width > 0 and picture.height > 0
    assert cleaned(picture.content) == picture
    assert not _told(picture.kind, picture.content)


def _told(kind: str, content: bytes) -> set[bytes]:
    """The names of pieces that could say where it was taken, by a walk of our own."""
    if kind == "image/jpeg":
        assert content.endswith(b"\xff\xd9")
        return _marks(content) & {b"\xe1", b"\xed", b"\xfe"}
    if kind == "image/png":
        assert content.endswith(b"IEND\xaeB`\x82")
        return _names(content, place=8, order="big", more=4) & {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
    assert int.from_bytes(content[4:8], "little") == len(content) - 8
    return _names(content, place=12, order="little", more=0) & {b"EXIF", b"XMP "}


def _marks(content: bytes) -> set[bytes]:
    """Up to the first scan: what comes behind has no lengths to follow."""
    place, marks = 2, set()
    while content[place + 1] not in (0xDA, 0xD9):
        marks.add(content[place + 1 : place + 2])
        place += 2 + int.from_bytes(content[place + 2 : place + 4])
    return marks


def _names(content: bytes, *, place: int, order: str, more: int) -> set[bytes]:
    names = set()
    while place < len(content):
        first, second = content[place : place + 4], content[place + 4 : place + 8]
        name, length = (second, int.from_bytes(first)) if order == "big" else (first, int.from_bytes(second, "little"))
        names.add(name)
        place += 8 + length + (more or length % 2)
    return names
