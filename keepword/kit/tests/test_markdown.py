"""Markdown as people write it in letters, in every script, and what somebody types to do harm."""

import pytest

from keepword.kit.markdown import render


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("Hello **Ann**, it left", '<p dir="auto">Hello <strong>Ann</strong>, it left</p>'),
        ("**중요**합니다", '<p dir="auto"><strong>중요</strong>합니다</p>'),
        ("这是**重点。**下一句", '<p dir="auto">这是<strong>重点。</strong>下一句</p>'),
        ("注意：**「重要」**はここ", '<p dir="auto">注意：<strong>「重要」</strong>はここ</p>'),
        ("*see* www.x.de", '<p dir="auto"><em>see</em> <a href="https://www.x.de">www.x.de</a></p>'),
        ("[us](https://x.example)", '<p dir="auto"><a href="https://x.example">us</a></p>'),
        ("![cat](cid:a1@keepword)", '<p dir="auto"><img src="cid:a1@keepword" alt="cat"></p>'),
        ("```\na < b\n```", "<pre><code>a &lt; b\n</code></pre>"),
    ],
)  # fmt: skip
def test_form_becomes_clean_html(source, html):
    assert render(source).html == html


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Hello **Ann**", "Hello Ann"),
        ("- a\n- b", "- a\n- b"),
        ("> before\n\n*now*", "> before\n\nnow"),
        ("[our page](https://x.example)", "our page <https://x.example>"),
    ],
)
def test_whoever_reads_plain_text_reads_no_signs(source, text):
    assert render(source).text == text


@pytest.mark.parametrize(
    "source",
    [
        "2 * 3 * 4 = 24",
        "# 3 is missing",
        "First\n---\nSecond",
        "    indented",
        "snake_case_word",
        "**open",
        "a\n\nb",
        "",
    ],
)
def test_what_only_looks_like_it_stays_as_it_was_typed(source):
    assert render(source) == render(source).__class__(source.strip())


@pytest.mark.parametrize(
    "evil",
    [
        "**x** <script>alert(1)</script>",
        "**x** [a](javascript:alert(1))",
        "**x** [a](data:text/html,x)",
        "![x](https://spy.example/pixel.png)",
        "![x](cid:a onerror=alert)",
        '**x** [a](https://x.example "onclick=1")',
        "**" * 3000 + "[" * 3000,
    ],
)
def test_nothing_runs_and_nobody_learns_who_reads(evil):
    html = render(evil).html
    for harm in ("<script", 'href="javascript', 'href="data', "spy.example", 'onerror="', "title="):
        assert harm not in html
