"""A mail as it came: the page of it, and its file, for whoever may see its message."""

import pytest

from keepword.channels.email.intake import take_in
from keepword.channels.email.models import StoredMail
from keepword.channels.email.storing import Letter, store
from keepword.conversations.models import Message
from keepword.events.models import AuditEntry, Event
from keepword.privacy.erasing import erase
from tests import cast as stage

RAW = (
    "Received: from mail.customer.example by mx.leafloom.example; Mon, 23 Nov 2026 10:00:00 +0000\r\n"
    "From: Ann Lee <ann@customer.example>\r\nTo: help@leafloom.example\r\nSubject: Lid\r\n"
    "Message-ID: <lid@customer.example>\r\nContent-Type: text/plain; charset=utf-8\r\n"
    "Content-Transfer-Encoding: 8bit\r\n\r\n<script>alert(1)</script> 茶壶盖 {words}\r\n"
)


def arrived(cast, words="cracked") -> Message:
    mails = store([Letter(cast.inbox.pk, RAW.replace("{words}", words).encode(), way="smtp")])
    take_in(Event.objects.get(name="mail.stored"))
    return Message.objects.get(pk=StoredMail.objects.get(pk=mails[0].pk).message_id)


@pytest.fixture
def message(cast):
    return arrived(cast)


def test_its_letter_leads_to_it_and_it_is_read_harmless(mina, message):
    address = f"/messages/{message.pk}/original"
    assert f'href="{address}"' in mina.get(f"/conversations/{message.conversation_id}").content.decode()
    page = mina.get(address).content.decode()
    assert "Received: from mail.customer.example" in page
    assert "茶壶盖 cracked" in page
    assert "<script>alert" not in page
    assert AuditEntry.objects.filter(conversation_id=message.conversation_id).exists()


def test_the_file_is_the_mail_byte_for_byte(mina, message):
    file = mina.get(f"/messages/{message.pk}/original.eml")
    assert file.content == RAW.replace("{words}", "cracked").encode()
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["X-Content-Type-Options"] == "nosniff"


def test_of_a_large_mail_the_page_has_the_beginning(cast, mina):
    message = arrived(cast, words="word " * 200_000)
    page = mina.get(f"/messages/{message.pk}/original")
    assert len(page.content) < 150_000
    assert "All of it is in the file" in page.content.decode()


def test_what_is_kept_no_more_says_so(cast, mina, message):
    erase(message.conversation.contact, by=cast.ruth)
    assert "not kept any more" in mina.get(f"/messages/{message.pk}/original").content.decode()
    assert mina.get(f"/messages/{message.pk}/original.eml").status_code == 404


def test_a_card_number_is_in_no_original(cast, mina):
    message = arrived(cast, words="4111 1111 1111 1111")
    assert "4111 1111" not in mina.get(f"/messages/{message.pk}/original").content.decode()


def test_what_came_by_no_mail_has_none(cast, mina):
    message = stage.conversation_of(cast, message_id="", channel="form").messages.get()
    assert "/original" not in mina.get(f"/conversations/{message.conversation_id}").content.decode()
    assert mina.get(f"/messages/{message.pk}/original").status_code == 404


@pytest.mark.parametrize("what", ["original", "original.eml"])
def test_a_stranger_finds_nothing(stranger, message, what):
    assert stranger.get(f"/messages/{message.pk}/{what}").status_code == 404
