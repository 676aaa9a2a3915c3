"""The mail of a reply, as another program reads it."""

import email
import email.message
import email.policy
import re
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.channels.email.automatic import may_answer_automatically
from keepword.channels.email.composing import NoAddress, compose
from keepword.channels.email.parsing import parse
from keepword.channels.email.writing import POLICY, _refuse_more_than_one
from keepword.conversations.inbound import File, Thread
from keepword.conversations.models import Message
from keepword.conversations.receiving import receive
from keepword.conversations.replying import conversation_of, reply
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


def _answer(cast, text="On its way.", language="en", files=(), **changes):
    conversation = stage.conversation_of(cast, language, **changes)
    return reply(conversation, text=text, by=cast.mina, files=files)


def _raw(message):
    return compose(message).as_bytes()


def _read(message):
    return email.message_from_bytes(_raw(message), policy=email.policy.default)


def test_a_person_at_the_brand_answers_the_customer(cast):
    mail = _read(_answer(cast))
    assert str(mail["From"]) == "Mina Park at Leaf & Loom <help@leafloom.example>"
    assert str(mail["To"]) == "ann@customer.example"
    assert str(mail["Subject"]) == "Re: Where is my parcel?"
    assert mail["Auto-Submitted"] is None
    assert mail["Date"].datetime.tzinfo is not None


@pytest.mark.parametrize(
    ("language", "sender"),
    [
        ("en", "김민지, “王” Ünal at Leaf & Loom"),
        ("zh-Hans", "Leaf & Loom 的 김민지, “王” Ünal"),
        ("ko", "Leaf & Loom 김민지, “王” Ünal"),
        ("ar", "김민지, “王” Ünal من Leaf & Loom"),
    ],
)
def test_every_language_arrives_as_it_was_written(cast, language, sender):
    text = stage.CUSTOMERS[language][3] * 30 + "\n\nFrom here\n.dot\n  indented  \n"
    cast.mina.public_name = "김민지, “王” Ünal"
    message = _answer(cast, text=text, language=language)
    mail = _read(message)
    assert mail.get_body(("plain",)).get_content().replace("\r\n", "\n") == text.strip() + "\n"
    assert mail["From"].addresses[0].display_name == sender
    assert stage.CUSTOMERS[language][2] in str(mail["Subject"])
    page = mail.get_body(("html",)).get_content()
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page


@pytest.mark.parametrize("language", ["en", "zh-Hans", "ko", "ar"])
def test_every_server_can_carry_it(cast, language):
    cast.mina.public_name = "한" * 60
    name = "发票" * 40 + ".pdf"
    files = [File(name, "application/pdf", bytes(range(256)) * 20)]
    conversation = stage.conversation_of(cast, language, subject="订单" * 90)
    raw = _raw(reply(conversation, text="词" * 3000 + "\n" + "x" * 2000, by=cast.mina, files=files))
    assert raw.isascii()
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 998
    head = raw.partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert max(len(line) for line in head if b"@" not in line) <= 76
    assert all(len(word) <= 75 for word in re.findall(rb"=\?[^?]+\?[bq]\?[^?]*\?=", raw))
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_the_same_reply_is_the_same_mail_each_time(cast):
    message = _answer(cast, files=[File("a.txt", "text/plain", b"a")])
    assert _raw(message) == _raw(Message.objects.get(pk=message.pk))


def test_the_whole_thread_is_named_and_no_id_is_ever_encoded(cast):
    cast.inbox.address = "help@customer-service.with-a-long-name.leafloom.example"
    cast.inbox.save()
    conversation = stage.conversation_of(cast)
    theirs = conversation.messages.get().message_id
    for number in range(30):
        sent = reply(conversation, text=f"Answer {number}", by=cast.mina)
        last = stage.written(thread=Thread(conversation_of([sent.message_id]), (sent.message_id,)))
        receive(last, inbox=cast.inbox)
    message = reply(conversation, text="The last", by=cast.mina)
    raw = _raw(message)
    mail = parse(raw)
    assert mail.message_id == message.message_id
    assert mail.in_reply_to == (last.message_id,)
    assert (mail.references[0], mail.references[-1], len(mail.references)) == (theirs, last.message_id, 20)
    assert b"=?" not in raw.partition(b"\r\n\r\n")[0]


def test_an_answer_in_a_long_conversation_costs_no_more_than_in_a_short_one(cast):
    conversation = stage.conversation_of(cast)
    for number in range(25):
        message = reply(conversation, text=f"Answer {number}", by=cast.mina)
    with CaptureQueriesContext(connection) as queries:
        compose(message)
    chain = [one["sql"] for one in queries if "delivery_state" in one["sql"]]
    assert len(chain) == 2
    assert all(" LIMIT " in sql for sql in chain)


def test_a_second_answer_in_a_row_still_answers_the_customer(cast):
    conversation = stage.conversation_of(cast)
    theirs = conversation.messages.get().message_id
    first = reply(conversation, text="One moment.", by=cast.mina)
    mail = parse(_raw(reply(conversation, text="Found it.", by=cast.mina)))
    assert mail.in_reply_to == (theirs,)
    assert mail.references == (theirs, first.message_id)


def test_an_id_that_would_break_the_header_is_left_out(cast):
    conversation = stage.conversation_of(cast, message_id="a b\r\nBcc: eve@else.example")
    mail = _read(reply(conversation, text="Hello", by=cast.mina))
    assert mail["References"] is None
    assert mail["Bcc"] is None


ENCODED = ("=?utf-8?q?a=0D=0ABcc:_eve=40else.example?=", "=?utf-8?b?YQ0KQmNjOiBldmVAZWxzZS5leGFtcGxlDQo=?=")


@pytest.mark.parametrize("text", ENCODED)
def test_what_looks_encoded_is_not_decoded_once_more_and_adds_no_header(cast, text):
    """Typed so into the contact form: Python's mail library reads encoded words in what it is given to write."""
    cast.mina.public_name = text
    files = [File(f"{text}.txt", "text/plain", b"a")]
    raw = _raw(_answer(cast, subject=text, files=files, message_id=f"{text}@customer.example"))
    assert not [line for line in raw.splitlines() if line.lower().startswith(b"bcc")]
    mail = email.message_from_bytes(raw, policy=email.policy.compat32)
    assert (mail["Bcc"], mail["MIME-Version"]) == (None, "1.0")


@pytest.mark.parametrize("text", ENCODED)
def test_an_address_that_looks_encoded_is_no_address(cast, text):
    message = _answer(cast)
    message.recipients = {"to": [f"{text}@customer.example"]}
    with pytest.raises(NoAddress):
        compose(message)


@pytest.mark.parametrize("value", ["a\r\nBcc: eve@else.example", "a\nBcc: eve@else.example", "a\r\n\r\nHello"])
def test_no_header_is_written_that_would_end_early(value):
    mail = email.message.EmailMessage(POLICY)
    mail["Subject"] = f"=?utf-8?q?{quote(value).replace('%', '=')}?="
    assert _written(mail) in ("", "Subject")


def test_a_header_that_ends_early_is_stopped_whoever_made_it():
    with pytest.raises(ValueError, match="end early"):
        _refuse_more_than_one("Subject: a\r\nBcc: eve@else.example\r\n", name="Subject")


def _written(mail: email.message.EmailMessage) -> str:
    """The names of the headers as another program reads them, and what stands after them. Some versions of Python
    encode the line break again (3.11.2), others would write it and must be stopped: "" then."""
    try:
        raw = mail.as_bytes()
    except ValueError:
        return ""
    read = email.message_from_bytes(raw)
    return " ".join(read.keys()) + str(read.get_payload()).strip()


def test_a_subject_cannot_add_a_header(cast):
    conversation = stage.conversation_of(cast, subject="Hi\r\nBcc: eve@else.example")
    mail = _read(reply(conversation, text="Hello", by=cast.mina))
    assert str(mail["Subject"]) == "Re: Hi Bcc: eve@else.example"
    assert mail["Bcc"] is None


@pytest.mark.parametrize(
    ("name", "kind", "sent_as"),
    [
        ("发票 2026.pdf", "application/pdf", "application/pdf"),
        ("송장.png", "image/png", "image/png"),
        ("notes.txt", "text/plain", "text/plain"),
        ("mail.eml", "message/rfc822", "application/octet-stream"),
        ("odd", "nonsense", "application/octet-stream"),
        ("x", "text/plain; charset=evil\r\nX: y", "application/octet-stream"),
        ('q"uo\\te.txt', "multipart/mixed", "application/octet-stream"),
    ],
)
def test_files_travel_whole_under_their_names(cast, name, kind, sent_as):
    content = bytes(range(256)) + b"\r\nFrom me\n"
    message = _answer(cast, files=[File(name, kind, content)])
    (part,) = _read(message).iter_attachments()
    assert (part.get_filename(), part.get_content_type()) == (name, sent_as)
    assert part.get_payload(decode=True) == content
    assert parse(_raw(message)).attachments[0].content == content


def test_the_brand_signs_in_both_versions(cast):
    cast.brand.signature = "Leaf & Loom\nhttps://leafloom.example"
    cast.brand.save()
    mail = _read(_answer(cast))
    text = mail.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert text.endswith("On its way.\n\n-- \nLeaf & Loom\nhttps://leafloom.example\n")
    assert "Leaf &amp; Loom<br>" in mail.get_body(("html",)).get_content()


def test_what_an_agent_types_is_shown_and_not_run(cast):
    page = _read(_answer(cast, text="<script>alert(1)</script>")).get_body(("html",)).get_content()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_machine_says_that_it_is_one(cast):
    message = _answer(cast)
    message.is_automatic = True
    mail = _read(message)
    assert (str(mail["Auto-Submitted"]), str(mail["X-Auto-Response-Suppress"])) == ("auto-replied", "All")
    assert str(mail["Precedence"]) == "auto_reply"
    assert not may_answer_automatically(parse(mail.as_bytes()), return_path=None, our_addresses=())


def test_a_domain_in_another_script_is_written_for_every_server(cast):
    mail = compose(_answer(cast, address="ann@bücher.example"))
    assert mail["To"].addresses[0].addr_spec == "ann@xn--bcher-kva.example"


@pytest.mark.parametrize("address", ["unknown-0123456789abcdef@invalid", "nonsense"])
def test_nobody_can_be_answered_at_no_address(cast, address):
    message = _answer(cast)
    message.recipients = {"to": [address]}
    with pytest.raises(NoAddress):
        compose(message)
