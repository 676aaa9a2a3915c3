"""The older part of an HTML mail is folded, whatever client wrote it, and both halves make the whole."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepword.channels.email.folding import split_html
from keepword.kit.html import to_text

WROTE = "On 2 Mar 2021, at 10:05, Mina &lt;mina@shop.example&gt; wrote:"
HEADERS = "<b>From:</b> Mina<br><b>Sent:</b> Tuesday<br><b>To:</b> Ann<br><b>Subject:</b> Tea"

REPLIES = {
    "gmail": '<div dir="ltr">Thanks!<div><br></div></div><br><div class="gmail_quote"><div class="gmail_attr">On Tue,'
    ' &lt;<a href="mailto:m@shop.example">m@shop.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote">'
    "<div>It left.</div></blockquote></div>",
    "gmail in a language that we do not know": '<div>Thanks!</div><div class="gmail_quote"><div class="gmail_attr">'
    "Zzz Mina zzz<br></div><blockquote>It left.</blockquote></div>",
    "apple": f"<body>Thanks!<br><div><br><blockquote type=cite><div>{WROTE}</div><br>It left.</blockquote></div>",
    "outlook": '<div class="WordSection1"><p class=MsoNormal>Thanks!</p><p class=MsoNormal><o:p>&nbsp;</o:p></p><div>'
    '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p>Zzz: Mina</p></div></div>'
    "<p>It left.</p></div>",
    "outlook on the web": f'<div>Thanks!</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg">{HEADERS}</div>'
    "<div>It left.</div>",
    "outlook without its box": f"<div>Thanks!</div><hr><div>{HEADERS}</div><div>It left.</div>",
    "thunderbird": f'<p>Thanks!</p><div class="moz-cite-prefix">{WROTE}</div><blockquote>It left.</blockquote>',
    "yahoo": f'<div>Thanks!</div><div class="yahoo_quoted"><div>{WROTE}</div><div>It left.</div></div>',
    "proton": f'<div>Thanks!</div><div class="protonmail_quote">{WROTE}<br><blockquote>It left.</blockquote></div>',
    "qq": "<div>Thanks!</div><div>&nbsp;</div><div>------------------&nbsp;原始邮件&nbsp;------------------</div>"
    "<div><b>发件人:</b>&nbsp;茶店</div><div>It left.</div>",
    "naver": "<p>Thanks!</p><p>-----Original Message-----<br><b>From:</b> 차 가게<br><b>To:</b> 안</p><p>It left.</p>",
    "marked by hand": "Thanks!<br>On Tue, 2 Mar 2021 at 10:05, Mina<br>&lt;m@shop.example&gt; wrote:<br>&gt; It left.",
    "signature": "<p>Thanks!</p><p>-- <br>Ann</p>",
    "phone": "<div>Thanks!</div><div><br></div><div>Sent from my iPhone</div>",
}  # fmt: skip


@pytest.mark.parametrize("html", REPLIES.values(), ids=REPLIES.keys())
def test_the_older_mail_is_folded(html: str) -> None:
    parts = split_html(html)
    assert to_text(parts.new) == "Thanks!"
    assert parts.new + parts.quoted == html


WHOLE = {
    "letter": "<p>Where is my tea?</p><p>Ann</p>",
    "answers between quotes": "<p>Hi</p><blockquote>One?</blockquote><p>Yes</p><blockquote>Two?</blockquote><p>No</p>",
    "answer below": f'<div class="moz-cite-prefix">{WROTE}</div><blockquote type=cite>It left.</blockquote><p>Thanks!',
    "bare forward": f'<div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>'
    f"{HEADERS}</div>Where is my tea?</div>",
    "only a quote": "<blockquote>It left.</blockquote>",
    "indented": '<div>Look</div><blockquote style="margin:0 0 0 40px;border:none;padding:0px">Tea</blockquote>',
    "nothing": "",
    "nulls": "<di\0v>x\0</div>",
}  # fmt: skip


@pytest.mark.parametrize("html", WHOLE.values(), ids=WHOLE.keys())
def test_a_letter_with_nothing_to_fold_stays_whole(html: str) -> None:
    parts = split_html(html)
    assert (parts.new, parts.quoted) == (html, "")


@settings(deadline=None)
@given(st.lists(st.sampled_from([
    "<div>", "</div>", "<br>", "<hr>", "<blockquote>", "</blockquote>", "Where is my tea?", WROTE, HEADERS,
    "-- <br>Ann",
    '<div class="gmail_attr">', "<p>", "&nbsp;", "\0", "<", "<!--", "-->", "<style>", "</style>",
    "Sent from my iPhone",
]), max_size=25).map("".join))  # fmt: skip
def test_both_parts_make_the_whole(html: str) -> None:
    parts = split_html(html)
    assert parts.new + parts.quoted == html


@pytest.mark.parametrize(
    "html",
    [
        "<div>x" * 150_000,
        "<div>\r\n" * 150_000,
        "<blockquote>x" * 80_000,
        "<blockquote style='border:none'>x" * 80_000,
        "x<b>" * 200_000,
        "x<br>" * 200_000,
    ],
    ids=["blocks", "empty blocks", "quotes", "indents", "bold", "lines"],
)
def test_a_hostile_megabyte_is_folded_in_bounded_time(html: str) -> None:
    started = time.process_time()
    split_html(html)
    assert time.process_time() - started < 4
