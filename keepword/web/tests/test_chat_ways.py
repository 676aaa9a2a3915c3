"""An agent reads before they write how an answer reaches the visitor; and no address is shown that nobody told."""

from datetime import timedelta

import pytest

from keepword.channels.chat.models import Visit
from keepword.conversations.chatting.transcripts import want
from keepword.conversations.models import Chat, Conversation
from keepword.kit import clock
from keepword.widget.tests.visitor import Visitor, chatting
from tests import cast as stage

ANN = "ann@customer.example"
LIVE = "it is sent at once and cannot be taken back"


@pytest.fixture
def visitor(cast):
    chatting(cast.brand)
    return Visitor(cast.brand)


def goes() -> None:
    Visit.objects.update(seen_at=clock.now() - timedelta(minutes=10))


def page_of(client) -> str:
    return client.get(f"/conversations/{Conversation.objects.get().pk}").content.decode()


def test_who_is_there_reads_it_on_their_page(visitor, mina):
    visitor.say("Hello?", email=ANN)
    assert LIVE in page_of(mina)


def test_who_left_and_told_an_address_is_answered_by_mail(visitor, mina):
    visitor.say("Hello?", name="Ann", email=ANN)
    goes()
    page = page_of(mina)
    assert f"Ann has left the page: your answer goes to {ANN} by mail" in page
    assert LIVE not in page


def test_who_left_without_an_address_finds_it_when_they_come_back(visitor, mina):
    visitor.say("Hello?", name="Ann")
    goes()
    assert "your answer waits there until they come back" in page_of(mina)


def test_who_ended_the_chat_without_an_address_cannot_be_reached(visitor, mina):
    visitor.say("Hello?", name="Ann")
    visitor.post("end", {})
    assert "an answer cannot reach them" in page_of(mina)


def test_who_went_on_by_mail_is_answered_there_though_the_page_is_open(visitor, mina, cast):
    visitor.say("Hello?", name="Ann", email=ANN)
    conversation = Conversation.objects.get()
    thread = stage.Thread(conversation_id=conversation.pk)
    stage.receive(stage.written(address=ANN, thread=thread), inbox=cast.inbox)
    assert f"your answer goes to {ANN} by mail" in page_of(mina)


def test_that_the_whole_of_it_was_mailed_is_said_when_it_was(visitor, mina, cast):
    visitor.say("Hello?", name="Ann", email=ANN)
    want(Conversation.objects.get(), by=cast.mina.as_actor)
    assert "They get it by mail when it is over" in page_of(mina)
    Chat.objects.update(mailed_at=clock.now())
    assert "They were sent the whole chat by mail" in page_of(mina)


def test_what_stands_for_an_address_is_never_shown(visitor, mina):
    visitor.say("Hello?", name="Ann")
    contact = Conversation.objects.get().contact
    assert contact.identities.get().value.endswith("@invalid")
    for path in (f"/conversations/{Conversation.objects.get().pk}", f"/contacts/{contact.pk}", "/contacts"):
        assert "@invalid" not in mina.get(path).content.decode(), path
