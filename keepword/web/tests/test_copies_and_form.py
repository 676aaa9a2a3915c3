"""Copies, hidden copies, and words with a form: at the desk and on the wire."""

import re
from email import message_from_bytes, policy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from keepword.channels.email.composing import compose, hidden_copies_of
from keepword.conversations.inbound import Thread
from keepword.conversations.models import Message
from keepword.conversations.receiving import receive
from keepword.web.tests.reading import words
from tests import cast as stage

SCRIPT = {"X-Draft": "yes"}


@pytest.fixture
def address(conversation):
    return f"/conversations/{conversation.pk}"


def sent():
    return Message.objects.get(kind="reply", is_automatic=False)


def on_the_wire():
    return message_from_bytes(compose(sent()).as_bytes(), policy=policy.default)


def test_a_copy_is_seen_by_all_and_a_hidden_one_by_nobody(address, mina, conversation):
    copies = {"cc": "Boss <boss@customer.example>，second@else.example", "bcc": "audit@leafloom.example"}
    assert mina.post(f"{address}/replies", {"text": "Done"} | copies).status_code == 302
    raw = compose(sent()).as_bytes()
    assert b"audit@" not in raw
    assert b"Bcc" not in raw
    mail = on_the_wire()
    assert [one.addr_spec for one in mail["Cc"].addresses] == ["boss@customer.example", "second@else.example"]
    assert hidden_copies_of(sent()) == ["audit@leafloom.example"]
    page = words(mina.get(address))
    assert "Copy to boss@customer.example, second@else.example" in page
    assert "Hidden copy to audit@leafloom.example" in page


def test_who_got_a_copy_may_answer_and_who_got_a_hidden_one_is_no_participant(cast, address, mina, conversation):
    mina.post(f"{address}/replies", {"text": "Done", "cc": "boss@customer.example", "bcc": "audit@leafloom.example"})
    assert set(conversation.participants.values_list("address", "is_trusted")) == {
        ("ann@customer.example", True), ("boss@customer.example", True),
    }  # fmt: skip
    thread = Thread(conversation_id=conversation.pk)
    answer = receive(stage.written(address="boss@customer.example", thread=thread), inbox=cast.inbox)
    assert answer.warnings == []


@pytest.mark.parametrize("wrong", ["boss", "boss@", "a@b.example\nBcc: x@evil.example extra", "=?utf-8?q?x?= <x y>"])
def test_what_is_no_address_sends_nothing_and_keeps_all(address, mina, wrong):
    refused = mina.post(f"{address}/replies", {"text": "Done", "cc": wrong})
    assert refused.status_code == 422
    assert "is no mail address" in words(refused)
    assert not Message.objects.filter(kind="reply").exists()


def test_nobody_gets_it_twice_and_our_own_address_never(address, mina):
    mina.post(
        f"{address}/replies",
        {"text": "Done", "cc": "Ann@Customer.example, help@leafloom.example, b@c.example, B@c.example"},
    )
    assert sent().recipients == {"to": ["ann@customer.example"], "cc": ["b@c.example"]}


def test_whom_the_customer_copied_is_offered(cast, mina, stranger):
    conversation = stage.conversation_of(cast, cc=("friend@customer.example", "help@leafloom.example"))
    page = words(mina.get(f"/conversations/{conversation.pk}/recipients"))
    assert "friend@customer.example" in page
    assert "help@leafloom.example" not in page
    assert stranger.get(f"/conversations/{conversation.pk}/recipients").status_code == 404


def test_form_goes_out_as_html_and_as_plain_text_and_is_shown(address, mina):
    mina.post(f"{address}/replies", {"text": "It **left** today.\n\n- box\n- bag"})
    mail = on_the_wire()
    plain, page = mail.get_body(("plain",)).get_content(), mail.get_body(("html",)).get_content()
    assert plain.startswith("It left today.")
    assert "**" not in plain
    assert "<strong>left</strong>" in page
    assert "<li" in page
    assert "<strong>left</strong>" in mina.get(address).content.decode()
    assert "It left today." in sent().text


def test_a_pasted_picture_stands_in_the_words(address, mina):
    picture = SimpleUploadedFile("cup.png", b"\x89PNG", "image/png")
    listed = mina.post(f"{address}/draft/files", {"files": picture, "inline": "yes"}, headers=SCRIPT)
    cid = re.search(r'data-cid="([^"]+)"', listed.content.decode())[1]
    text = f"Look: ![cup](cid:{cid})"
    shown = mina.post(f"{address}/preview", {"text": text}).content.decode()
    assert re.search(r'<img src="/draft-files/\w+/cup.png"', shown)
    mina.post(f"{address}/replies", {"text": text})
    mail = on_the_wire()
    [related] = [part for part in mail.walk() if part.get_content_type() == "multipart/related"]
    [image] = [part for part in related.walk() if part.get_content_type() == "image/png"]
    assert image["Content-ID"] == f"<{cid}>"
    assert f'src="cid:{cid}"' in mail.get_body(("html",)).get_content()
    assert list(mail.iter_attachments()) == []
    assert re.search(r'<img src="/files/\w+/cup.png"', mina.get(address).content.decode())


def test_a_picture_that_the_words_lost_goes_along_as_a_file(address, mina):
    picture = SimpleUploadedFile("cup.png", b"\x89PNG", "image/png")
    mina.post(f"{address}/draft/files", {"files": picture, "inline": "yes"}, headers=SCRIPT)
    mina.post(f"{address}/replies", {"text": "No picture"})
    assert [part.get_filename() for part in on_the_wire().iter_attachments()] == ["cup.png"]
