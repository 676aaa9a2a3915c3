"""HTML is read as a person would see it, whatever wrote it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepword.kit.html import to_text

LAYOUT = {
    "words and spaces": ("<b>Two</b>  words\n here&nbsp;now", "Two words here now"),
    "paragraphs": ("<p>One</p><p>Two</p>Three", "One\n\nTwo\n\nThree"),
    "breaks": ("One<br>two<br/><br><br>three", "One\ntwo\n\nthree"),
    "blocks": ("<div>One<div><br></div><div>Two</div></div>Three", "One\n\nTwo\nThree"),
    "headings": ("<h1>Your order</h1>It left today", "Your order\n\nIt left today"),
    "rule": ("Above<hr>below", "Above\n---\nbelow"),
    "outlook's empty lines": (
        "<p class=MsoNormal>One<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Two</p>",
        "One\n\nTwo",
    ),
    "outlook's tight lines": ("<p class=MsoNormal>One</p><p class=MsoNormal>Two</p>", "One\nTwo"),
    "lists": ("<ul><li>Tea<li>Cups<ul><li>red</li></ul></li></ul>Thanks", "- Tea\n- Cups\n  - red\n\nThanks"),
    "numbers": ("<ol start=3><li>Open</li><li>Shake<br>well</li></ol>", "3. Open\n4. Shake\n  well"),
    "paragraphs in items": ("<ul><li><p>Tea</p></li><li><p>Cups</p></li></ul>", "- Tea\n- Cups"),
    "table": ("<table><tr><th>Item<th>Pieces<tr><td>Tea<td>2</table>", "Item | Pieces\nTea | 2"),
    "table for layout": ("<table role=presentation><tr><td>Hello</td><td>Mina</td></tr></table>", "Hello Mina"),
    "preformatted": ("<pre>if x:\n    y()\n\n\nz &lt; 1</pre>", "if x:\n    y()\n\n\nz < 1"),
    "quotes": (
        "Yes<blockquote>Is it <i>blue</i>?<blockquote>Which one?</blockquote></blockquote>Bye",
        "Yes\n\n> Is it blue?\n>\n> > Which one?\n\nBye",
    ),
    "lines in quotes": ("<blockquote>One<br><br>Two</blockquote>", "> One\n>\n> Two"),
    "entities": ("Tea &amp; caf&eacute; &#8364;5 &#x4F60;&#22909;", "Tea & café €5 你好"),
    "angle brackets in prose": ("2 < 3 and I <3 you", "2 < 3 and I <3 you"),
    "address that was not escaped": ("From: Mina <mina@example.com><br>Hi", "From: Mina <mina@example.com>\nHi"),
    "pictures": ('<img src="cid:1" alt="Broken cup"> <img src=x> here', "[Broken cup] here"),
    "spaces around tags": ("Dear <b> Mina </b> , hello", "Dear Mina , hello"),
    "korean and arabic": ("<div>안녕하세요</div><div dir=rtl>مرحبا</div>", "안녕하세요\nمرحبا"),
    "emoji families stay whole": ("👩\u200d👩\u200d👧 می\u200cخواهم", "👩\u200d👩\u200d👧 می\u200cخواهم"),
    "soft hyphens": ("Liefer\u00adzeit", "Lieferzeit"),
    "nothing": ("", ""),
    "only a picture": ("<img src=x>", ""),
}


@pytest.mark.parametrize(("html", "text"), LAYOUT.values(), ids=LAYOUT.keys())
def test_a_letter_keeps_its_shape(html: str, text: str) -> None:
    assert to_text(html) == text


LINKS = {
    "words": ('<a href="https://shop.example/o?a=1&amp;b=2">your order</a>', "your order <https://shop.example/o?a=1&b=2>"),
    "the address itself": ('<a href="https://www.shop.example/">shop.example</a>', "shop.example"),
    "mail address": ('<a href="mailto:mina@example.com">mina@example.com</a>', "mina@example.com"),
    "mail address behind a name": ('<a href="mailto:mina@example.com">Mina</a>', "Mina <mailto:mina@example.com>"),
    "on a picture": ('<a href="https://a.example"><img src=x alt=Shop></a>', "[Shop] <https://a.example>"),
    "nothing to click": ('<a href="https://a.example"><img src=x></a>Hi', "Hi"),
    "inside the page": ('<a href="#top">Top</a>', "Top"),
    "script": ('<a href="javascript:alert(1)">Press</a>', "Press"),
    "unclosed": ('<a href="https://a.example">Press', "Press"),
    "followed by a stop": ('See <a href="https://a.example/x">here</a>.', "See here <https://a.example/x>."),
}  # fmt: skip


@pytest.mark.parametrize(("html", "text"), LINKS.values(), ids=LINKS.keys())
def test_a_link_shows_where_it_leads(html: str, text: str) -> None:
    assert to_text(html) == text


UNSEEN = {
    "style": "<style>p { color: red }</style>",
    "script": "<script>if (a < b) document.write('</p>')</script>",
    "title": "<head><title>Newsletter 7</title></head>",
    "comment": "<!-- hidden <b> -->",
    "outlook's condition": "<!--[if mso]><p>Only Outlook</p><![endif]-->",
    "preview line": '<div style="DISPLAY: none; max-height:0">Preview<div>more</div>&zwnj;&nbsp;</div>',
    "preview line without display": '<span style="font-size:1px;max-height:0px;overflow:hidden">Preview</span>',
    "outlook's hidden": "<p style='mso-hide:all'>Preview</p>",
    "hidden by attribute": "<p hidden>Preview</p>",
    "drawing": "<svg><title>Logo</title><text>Logo</text></svg>",
}


@pytest.mark.parametrize("html", UNSEEN.values(), ids=UNSEEN.keys())
def test_what_the_reader_does_not_see_is_left_out(html: str) -> None:
    assert to_text(f"{html}<div>Hello</div>") == "Hello"


def test_columns_with_no_font_size_of_their_own_are_read() -> None:
    assert to_text('<td style="font-size:0px"><div style="font-size:13px">Hello</div></td>') == "Hello"


def test_an_unclosed_hidden_tag_does_not_swallow_the_letter() -> None:
    assert to_text('<p style="display:none">Preview<p>Hello') == "Hello"
    assert to_text('<div style="display:none">Hello') == "Hello"


HOSTILE = {
    "tags that never close": "<a " * 300_000,
    "brackets": "<" * 1_000_000,
    "open quotes": '<a b="' * 160_000,
    "deep quotes": "<blockquote>x" * 80_000,
    "deep lists": "<ul><li>x" * 80_000,
    "open comments": "<!--" * 250_000,
    "ampersands": "&" * 1_000_000,
    "number entities": "&#1" * 300_000,
    "many attributes": "<img " + "x=y " * 250_000 + ">",
    "links in links": "<a href=http://x>y" * 60_000 + "</a>" * 60_000,
    "one long address": f"<a href='http://{'x' * 500_000}'>{'y' * 500_000}</a>",
    "hidden in hidden": "<div hidden>" * 90_000,
    "styles": "<style>" * 140_000,
    "joiners": " \u200c" * 250_000 + "x" + "\u200c" * 500_000 + "x",
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_mail_of_a_megabyte_is_read_in_bounded_time(html: str) -> None:
    started = time.process_time()
    to_text(html)
    assert time.process_time() - started < 3


@settings(deadline=None)
@given(st.lists(st.sampled_from([
    "<p>", "</p>", "<div hidden>", "</div>", "<ul>", "<ol start=9>", "<li>", "</li>", "</ul>", "</ol>", "<blockquote>",
    "</blockquote>", "<table>", "<td>", "</td>", "<tr>", "</table>", "<a href=http://a.b>", "</a>", "<pre>", "</pre>",
    "<br>", "<hr>", "<img alt='", "'>", "word", " ", "\n", "&nbsp;", "&lt;", "<!--", "-->", "<style>", "</style>", '"',
    "<q>", "<", "\0", "مرحبا", "你好",
]), max_size=40))  # fmt: skip
def test_any_tangle_of_tags_is_read_without_an_error(pieces: list[str]) -> None:
    text = to_text("".join(pieces))
    assert "\0" not in text
    assert all(line == line.rstrip() for line in text.split("\n"))
