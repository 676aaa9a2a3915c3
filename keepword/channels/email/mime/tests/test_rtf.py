"""Outlook's compressed RTF, and the letters in it."""

import pytest

from keepword.channels.email.mime import rtf

# The two worked examples of [MS-OXRTFCP], 4.1 and 4.2.
PACKED = {
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c09002062"
    "7705b06c647d0a800fa0": b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n",
    "1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0": b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}",
}


@pytest.mark.parametrize("packed", sorted(PACKED))
def test_compressed_rtf_is_unpacked(packed):
    assert rtf.decompress(bytes.fromhex(packed)) == PACKED[packed]


def test_rtf_that_breaks_off_gives_what_was_there():
    packed = bytes.fromhex(max(PACKED, key=len))
    assert PACKED[packed.hex()].startswith(rtf.decompress(packed[:-6]))
    assert rtf.decompress(b"no rtf at all, but long enough") == b""


LETTERS = [
    (rb"{\rtf1\ansi\ansicpg936\pard \'c4\'e3\'ba\'c3\par tea {\*\generator x}\{1\}}", "你好\ntea {1}"),
    (rb"{\rtf1\ansi\uc1 caf\u233?\line \u-10180?\u-8370? {\fonttbl{\f0 Arial;}}end}", "café\n🍎 end"),
    (rb"{\rtf1\ansi\uc2 \u33590\'b2\'e8!}", "茶!"),
]


@pytest.mark.parametrize(("source", "text"), LETTERS)
def test_plain_rtf_reads_as_text(source, text):
    assert rtf.read(source) == rtf.Letter(text, "")


def test_html_that_outlook_wrapped_comes_out_as_html():
    source = rb"""{\rtf1\ansi\ansicpg1252\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Tee & Gr\'fc\'dfe
{\*\htmltag84 <b>}\htmlrtf {\b \htmlrtf0 jetzt{\*\htmltag92 </b>}\htmlrtf }\htmlrtf0
{\*\htmltag72 </p>}\htmlrtf\par}}"""
    assert rtf.read(source) == rtf.Letter("", "<p>Tee &amp; Grüße<b>jetzt</b></p>")
