"""Whatever arrives, reading it never raises, never hangs, and gives what a database can keep."""

import base64
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepword.channels.email import parsing
from keepword.channels.email.parsing import parse, read
from keepword.channels.email.printing import as_json

PIECES = [
    b"\r\n", b"\n", b"\r", b"\r\n\r\n", b"--tea\r\n", b"--tea--\r\n", b"From: ", b"Subject: ", b"To: ", b"Date: ",
    b"Content-Type: multipart/mixed; boundary=tea\r\n", b"Content-Type: text/plain; charset=utf-7\r\n",
    b"Content-Type: text/plain; charset=iso-2022-kr; format=flowed\r\n", b"Content-Type: message/rfc822\r\n",
    b"Content-Type: text/html; charset=big5\r\n", b"Content-Type: text/calendar\r\n", b"BEGIN:VCALENDAR\r\n",
    b"BEGIN:VEVENT\r\nDTSTART:2026\r\n", b"Content-Type: application/ms-tnef\r\n", b"\x78\x9f\x3e\x22\x01\x00",
    b"Content-Type: application/pkcs7-mime\r\n", b"\x30\x80\x06\x09",
    b"Content-Type: multipart/report; boundary=tea\r\n",
    b"Content-Type: message/delivery-status\r\n", b"Content-Transfer-Encoding: base64\r\n",
    b"Content-Transfer-Encoding: quoted-printable\r\n", b"Content-Transfer-Encoding: x-uuencode\r\n",
    b"begin 644 a\r\n", b"Content-Disposition: attachment; filename*0*=utf-8''%e8; filename*1=", b"=?utf-8?B?", b"?=",
    b"=?gb2312?Q?", b"\x1b$B", b"\x1b(B", b"\xff\xfe", b"\x00",
    b"<", b">", b"(", b'"', b"\\", b",", b";", b":", b"@", b"=",
]  # fmt: skip
SCRAPS = st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=20)), max_size=40).map(b"".join)


@settings(max_examples=300, deadline=None)
@given(st.one_of(SCRAPS, st.binary(max_size=400)))
def test_no_bytes_make_the_reader_raise(raw):
    said = json.dumps(as_json(read(raw), file="any"), ensure_ascii=False)
    assert "\\u0000" not in said
    said.encode("utf-8")


@settings(max_examples=100, deadline=None)
@given(SCRAPS, st.integers(min_value=0))
def test_no_attachment_has_a_name_that_leaves_its_folder(name, cut):
    raw = b'Content-Disposition: attachment; filename="' + name[: cut % 40] + b'"\r\n\r\nx'
    for attachment in read(raw).attachments:
        assert attachment.name.strip()
        assert not set(attachment.name) & set("/\\\r\n\0")


def test_a_mail_that_breaks_the_reader_is_kept_whole(monkeypatch):
    monkeypatch.setattr(parsing, "read", lambda raw: 1 // 0)
    mail = parse(b"From: jane@customer.example\r\n\r\nhello")
    assert mail.attachments[0].content == b"From: jane@customer.example\r\n\r\nhello"
    assert mail.warnings == ("unreadable: ZeroDivisionError, the mail is attached whole",)


def _nested(levels):
    return b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(levels))


ATTACKS = {
    "ten thousand levels": _nested(10_000),
    "ten thousand messages in each other": b"Content-Type: message/rfc822\r\n\r\n" * 10_000,
    "a hundred thousand parts": b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 100_000,
    "lines like boundaries": b"Content-Type: multipart/mixed\r\n\r\n" + b"--x" * 400_000,
    "a hundred thousand headers": b"X-Tea: =?utf-8?q?x?=\r\n" * 100_000 + b"\r\nhello",
    "words that never end": b"Subject: " + b"=?a?q?" * 200_000 + b"\r\n\r\nhello",
    "brackets that never close": b"To: " + b"(" * 500_000 + b"<" * 500_000 + b"\r\n\r\nhello",
    "ids that are none": b"References: " + b"<" * 500_000 + b"a" * 500_000 + b"\r\n\r\nhello",
    "parameters without end": b"Content-Type: text/plain; " + b"a*0*=%" * 200_000 + b"\r\n\r\nhello",
    "blanks before a line end": b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + b" " * 2_000_000 + b"x",
    "padding": b"Content-Transfer-Encoding: base64\r\n\r\n" + b"AAAA=\n" * 300_000,
    "beginnings": b"\r\n" + b"begin 644 a\n" * 200_000,
    "zones that never end": b"Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n"
    + b"BEGIN:VTIMEZONE\r\n" * 60_000,
    "attributes": b"Content-Type: application/ms-tnef\r\n\r\n\x78\x9f\x3e\x22\x01\x00" + b"\x02\x02\x90\x06" * 400_000,
    "one long line of eight bits": b"\r\n" + b"a" * 2_000_000 + b"\xe9" * 2_000_000,
    "tags that never close": b"Content-Type: text/html\r\n\r\n" + b"<img " * 500_000,
}


@pytest.mark.parametrize("attack", sorted(ATTACKS))
def test_a_mail_built_to_keep_the_reader_busy_is_done_in_time(attack):
    began = time.process_time()
    read(b"From: jane@customer.example\r\n" + ATTACKS[attack])
    assert time.process_time() - began < 5  # seconds; each takes far under one on an idle machine


def test_a_large_attachment_comes_through_whole():
    content = bytes(range(256)) * 20_000
    raw = b"Content-Type: image/tiff; name=tea.tif\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    (attachment,) = read(raw + base64.encodebytes(content)).attachments
    assert (attachment.name, attachment.content) == ("tea.tif", content)


def test_a_very_long_letter_is_cut_and_attached_whole():
    mail = read(b"Subject: long\r\n\r\n" + b"The tea is late. \r\n" * 100_000)
    assert len(mail.text) == 1_000_000
    assert [(each.name, len(each.content)) for each in mail.attachments] == [("letter.txt", 1_800_000 - 1)]
    assert mail.warnings == ("letter: over the bound, all of it is in an attachment",)


def test_the_text_of_html_is_read_where_there_is_no_text():
    mail = read(b"Content-Type: text/html\r\n\r\n<p>The tea</p><p>is late.</p>")
    assert (mail.text, mail.html) == ("The tea\n\nis late.", "<p>The tea</p><p>is late.</p>")


def test_the_new_part_leaves_out_what_was_quoted():
    mail = read(b"Subject: Re: tea\r\n\r\nStill nothing.\r\n\r\nOn Monday, Tea Shop wrote:\r\n> It is on its way.\r\n")
    assert (mail.new_text, mail.text.count("\n")) == ("Still nothing.", 3)


def test_a_header_can_be_asked_for_by_any_case():
    mail = read(b"X-Tea: =?utf-8?Q?gr=C3=BCn?=\r\nX-Tea: second\r\n\r\n")
    assert (mail.header("x-TEA"), mail.header("x-coffee")) == ("grün", "")
