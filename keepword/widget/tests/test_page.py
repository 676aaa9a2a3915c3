"""The page of a chat: who may show it, what it says of our hours, and a message that is left."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from keepword.channels.chat.models import Setup
from keepword.channels.chat.tickets import ticket
from keepword.conversations.models import Conversation, Message
from keepword.kit import clock
from keepword.widget.tests.visitor import Visitor, chatting
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    made = stage.gather()
    chatting(made.brand, sites=["https://shop.example"])
    return made


def test_only_the_sites_of_the_brand_may_show_the_frame(cast):
    answer = Client().get("/chat/leaf-loom")
    assert "frame-ancestors 'self' https://shop.example" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert not answer.cookies


def test_the_button_is_small_and_holds_nothing_secret(cast):
    answer = Client().get("/widget/leaf-loom.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert len(answer.content) < 15_000
    assert not answer.cookies
    assert "__SETTINGS__" not in answer.content.decode()


def test_a_brands_name_cannot_end_the_script(cast):
    cast.brand.name = '</script><script>alert("x")</script>'
    cast.brand.save()
    text = Client().get("/widget/leaf-loom.js").content.decode()
    assert "</script><script>alert" not in text


def test_when_nobody_is_there_a_message_is_left_and_answered_by_mail(cast):
    page = Client().get("/chat/leaf-loom?language=en").content.decode()
    assert "Nobody is free to chat at this moment." in page
    address = f"/chat/leaf-loom/{ticket(cast.brand, now=clock.now())}/letter?language=en"
    left = {"name": "Ann", "email": "ann@customer.example", "text": "Do you have the green teapot?"}
    answer = Client().post(address, left)
    assert "Thank you. We have your message." in answer.content.decode()
    Client().post(address, left)
    conversation = Conversation.objects.get()
    assert conversation.channel == "form"
    assert Message.objects.filter(conversation=conversation, kind="inbound").count() == 1
    assert Message.objects.filter(conversation=conversation, automatic_kind="acknowledgement").count() == 1


def test_a_message_without_an_address_comes_back_with_all_that_was_typed(cast):
    address = f"/chat/leaf-loom/{ticket(cast.brand, now=clock.now())}/letter?language=en"
    answer = Client().post(address, {"text": "Do you have the green teapot?"})
    assert answer.status_code == 422
    assert "Do you have the green teapot?" in answer.content.decode()
    assert "Please give us your e-mail address" in answer.content.decode()


def test_an_old_ticket_opens_nothing(cast, monkeypatch):
    visitor = Visitor(cast.brand)
    visitor.say("Hello?")
    monkeypatch.setattr("keepword.channels.chat.tickets.LASTS", clock.now() - clock.now())
    visitor.hear(status=404)


def test_a_visitor_who_floods_is_asked_to_wait(cast, monkeypatch):
    monkeypatch.setattr("keepword.channels.chat.limiting.OF_A_VISIT", 2)
    visitor = Visitor(cast.brand)
    visitor.say("One")
    visitor.say("Two")
    answer = visitor.say("Three", status=429)
    assert answer.headers["Retry-After"]


def test_a_program_is_not_taken(cast):
    visitor = Visitor(cast.brand)
    visitor.say("See this", files=SimpleUploadedFile("run.exe", b"MZ\x90\x00" + b"\x00" * 60), status=422)


def test_files_are_shown_to_their_visitor_alone(cast):
    visitor = Visitor(cast.brand)
    visitor.say("", files=SimpleUploadedFile("note.txt", b"Green, please."))
    token = Message.objects.get().attachments.get().token
    theirs = visitor.client.get(f"/chat/leaf-loom/{visitor.ticket}/files/{token}")
    assert b"".join(theirs.streaming_content) == b"Green, please."
    other = Visitor(cast.brand)
    other.say("Hello?")
    assert other.client.get(f"/chat/leaf-loom/{other.ticket}/files/{token}").status_code == 404


def test_nothing_of_another_brand_opens_by_a_ticket(cast):
    other = stage.Brand.objects.create(name="Other", slug="other")
    stage.Inbox.objects.create(name="O", address="o@other.example", brand=other)
    Setup.objects.create(brand=other, is_on=True)
    visitor = Visitor(cast.brand)
    visitor.say("Hello?")
    assert visitor.client.get("/chat/other/words", headers=visitor.headers).status_code == 404
