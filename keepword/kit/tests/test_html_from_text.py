"""Plain text becomes HTML that shows the same and does nothing."""

import re
import time
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepword.kit.html import from_text


def test_paragraphs_and_lines_stay() -> None:
    assert from_text("Dear Ann,\n\nyour tea\nleft.\r\n\r\n\r\nMina\n") == (
        '<p dir="auto">Dear Ann,</p>\n<p dir="auto">your tea<br>\nleft.</p>\n<p dir="auto">Mina</p>'
    )


def test_indents_and_gaps_stay() -> None:
    assert from_text("a\n  b   c\td") == '<p dir="auto">a<br>\n&nbsp;&nbsp;b&nbsp;&nbsp; c&nbsp;&nbsp;&nbsp; d</p>'


def test_what_looks_like_html_is_shown_as_written() -> None:
    assert from_text("<script>alert('1') & \"2\"</script>") == (
        '<p dir="auto">&lt;script&gt;alert(&#x27;1&#x27;) &amp; &quot;2&quot;&lt;/script&gt;</p>'
    )


LINKS = {
    "see https://shop.example/x?a=1&b=2.": "https://shop.example/x?a=1&b=2",
    "(https://shop.example/a_(b))": "https://shop.example/a_(b)",
    "请看https://shop.example/x。谢谢": "https://shop.example/x",
    "주문은 https://shop.example/x에서": "https://shop.example/x",
    "https://пример.example/чай!": "https://пример.example/чай",
    '"https://shop.example"': "https://shop.example",
    "<https://shop.example>": "https://shop.example",
    "HTTPS://SHOP.EXAMPLE/x": "HTTPS://SHOP.EXAMPLE/x",
}


@pytest.mark.parametrize(("text", "address"), LINKS.items())
def test_addresses_become_links_without_the_sentence_around_them(text: str, address: str) -> None:
    assert [unescape(href) for href in re.findall('href="([^"]*)"', from_text(text))] == [address]


def test_addresses_without_a_scheme_become_links() -> None:
    assert '<a href="https://www.shop.example">www.shop.example</a>,' in from_text("www.shop.example, look")
    assert '邮箱<a href="mailto:mina@shop.example">mina@shop.example</a>。' in from_text("邮箱mina@shop.example。")


@pytest.mark.parametrize("text", ["javascript:alert(1)", "http://", "https://<b>", "a@b", "file.txt", "3.5 @ home"])
def test_other_words_become_no_links(text: str) -> None:
    assert "<a " not in from_text(text)


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_shown_and_opens_no_tag_of_its_own(text: str) -> None:
    html = from_text(text)
    assert set(re.findall(r"</?([a-z]*)", html)) <= {"p", "br", "a"}
    shown = unescape(re.sub(r"<[^>]*>", "", html))
    assert re.sub(r"\s", "", shown.replace("\0", "")) == re.sub(r"\s", "", text.replace("\0", ""))


def test_each_paragraph_finds_its_own_direction() -> None:
    assert from_text("Hello\n\nمرحبا") == '<p dir="auto">Hello</p>\n<p dir="auto">مرحبا</p>'


def test_nothing_stays_nothing() -> None:
    assert from_text("") == from_text(" \n\n ") == ""


@pytest.mark.parametrize(
    "text",
    ["a@" * 500_000, "https://" * 120_000, f"http://x{')' * 900_000}", " " * 900_000, "\n " * 400_000, "a." * 400_000],
    ids=["at", "schemes", "brackets", "spaces", "lines", "dots"],
)
def test_a_hostile_megabyte_is_written_in_bounded_time(text: str) -> None:
    started = time.process_time()
    from_text(text)
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("Hello", '<p dir="auto">Hello</p>'),
        ("a\nb\r\n\r\n \n\nc", '<p dir="auto">a<br>\nb</p>\n<p dir="auto">c</p>'),
        ("<script>&\"'", '<p dir="auto">&lt;script&gt;&amp;&quot;&#x27;</p>'),
        (
            "See https://shop.example/a?b=1&c=2.",
            '<p dir="auto">See <a href="https://shop.example/a?b=1&amp;c=2">https://shop.example/a?b=1&amp;c=2</a>.</p>',
        ),
        ("见 https://shop.example/。", '<p dir="auto">见 <a href="https://shop.example/">https://shop.example/</a>。</p>'),
        ('https://x.example/"onload=x', '<p dir="auto"><a href="https://x.example/">https://x.example/</a>&quot;onload=x</p>'),
        ("javascript:alert(1)", '<p dir="auto">javascript:alert(1)</p>'),
        ("https://", '<p dir="auto">https://</p>'),
    ],
)  # fmt: skip
def test_a_reply_becomes_harmless_paragraphs(text: str, html: str):
    assert from_text(text) == html
