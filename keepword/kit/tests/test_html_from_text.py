"""What an agent types arrives as it was typed, and never as code."""

import pytest

from keepword.kit.html import from_text


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
