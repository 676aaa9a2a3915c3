"""The visitor goes: what is answered is done, what is not stays open, and who wants it has the chat by mail."""

from datetime import timedelta

import pytest

from keepword.channels.chat.leaving import end_left
from keepword.channels.chat.models import Visit
from keepword.conversations.chatting.seating import take_chats
from keepword.conversations.chatting.taking import take
from keepword.conversations.chatting.transcripts import NoAddress, want
from keepword.conversations.models import Chat, Conversation, Message
from keepword.conversations.replying import reply
from keepword.conversations.resolving import resolve
from keepword.events import working
from keepword.kit import clock
from keepword.widget.tests.visitor import Visitor, chatting
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = stage.gather()
    chatting(cast.brand)
    take_chats(cast.mina, by=cast.mina.as_actor)
    return cast


def begun(cast, **more):
    visitor = Visitor(cast.brand)
    visitor.say("Is the blue kettle here?", **more)
    return Conversation.objects.order_by("-id").first()


def goes(*, minutes):
    Visit.objects.update(seen_at=clock.now() - timedelta(minutes=minutes))
    end_left()


def state_of(conversation):
    return Conversation.objects.get(pk=conversation.pk).status, Chat.objects.get(conversation=conversation).state


def test_an_answered_chat_is_resolved_when_its_visitor_stays_away(cast):
    conversation = begun(cast)
    take(conversation, by=cast.mina)
    reply(conversation, text="Yes, it is.", by=cast.mina)
    goes(minutes=3)
    assert state_of(conversation) == ("waiting", "running")
    goes(minutes=6)
    assert state_of(conversation) == ("resolved", "over")


def test_what_was_not_answered_stays_open(cast):
    conversation = begun(cast)
    take(conversation, by=cast.mina)
    goes(minutes=6)
    assert state_of(conversation) == ("open", "over")


def test_what_rings_for_somebody_who_has_gone_is_nobodys(cast):
    conversation = begun(cast)
    goes(minutes=6)
    assert state_of(conversation) == ("open", "unanswered")


def test_whoever_ends_the_chat_is_not_waited_for(cast):
    visitor = Visitor(cast.brand)
    visitor.say("Thank you, that is all.")
    conversation = Conversation.objects.get()
    take(conversation, by=cast.mina)
    reply(conversation, text="Good bye!", by=cast.mina)
    run_all()
    visitor.post("end", {})
    run_all()
    assert state_of(conversation) == ("resolved", "over")


def run_all():
    while working.run_due():
        pass


def transcripts():
    return Message.objects.filter(automatic_kind="chat_transcript")


def test_who_wants_it_has_the_whole_chat_by_mail_once(cast):
    conversation = begun(cast, email="ann@customer.example", name="Ann")
    take(conversation, by=cast.mina)
    reply(conversation, text="Yes, it is.", by=cast.mina)
    want(conversation, by=cast.mina.as_actor)
    run_all()
    assert not transcripts().exists()
    resolve(Conversation.objects.get(pk=conversation.pk), by=cast.mina.as_actor)
    run_all()
    want(conversation, by=cast.mina.as_actor)
    end_left()
    run_all()
    sent = transcripts().get()
    assert "Ann: Is the blue kettle here?" in sent.text
    assert "Mina Park: Yes, it is." in sent.text
    assert sent.recipients == {"to": ["ann@customer.example"]}


def test_nobody_who_told_no_address_is_promised_a_letter(cast):
    conversation = begun(cast)
    with pytest.raises(NoAddress):
        want(conversation, by=cast.mina.as_actor)


def test_nobody_is_mailed_what_they_did_not_ask_for(cast):
    conversation = begun(cast, email="ann@customer.example")
    take(conversation, by=cast.mina)
    resolve(conversation, by=cast.mina.as_actor)
    run_all()
    assert not transcripts().exists()
