"""A visitor tells who they are: once, and nobody becomes another by saying so."""

import pytest

from keepword.conversations.inbound import UNPROVED
from keepword.conversations.models import Conversation, Message, Participant
from keepword.conversations.receiving import receive
from keepword.conversations.replying import reply
from keepword.people.models import Identity
from keepword.widget.tests.visitor import Visitor, chatting
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    made = stage.gather()
    chatting(made.brand)
    return made


def test_a_stranger_becomes_a_contact_with_name_and_address(cast):
    visitor = Visitor(cast.brand)
    visitor.say("Hello?")
    visitor.post("person", {"name": "Ann Lee", "email": "Ann@customer.example"})
    conversation = Conversation.objects.get()
    assert conversation.contact.name == "Ann Lee"
    assert [one.value for one in Identity.objects.all()] == ["ann@customer.example"]
    assert reply(conversation, text="Hello Ann.", by=cast.mina).recipients == {"to": ["ann@customer.example"]}


def test_it_is_asked_once_and_what_stands_stands(cast):
    visitor = Visitor(cast.brand)
    visitor.say("Hello?", email="ann@customer.example")
    visitor.post("person", {"email": "eve@customer.example"})
    assert Participant.objects.get().address == "ann@customer.example"


def test_a_known_address_may_be_anothers_and_the_agent_is_warned(cast):
    receive(stage.written(), inbox=cast.inbox)
    visitor = Visitor(cast.brand)
    visitor.say("Hello?")
    visitor.post("person", {"email": "ann@customer.example"})
    message = Message.objects.get(text="Hello?")
    assert message.warnings == [UNPROVED]
    assert (
        message.contact == message.conversation.contact == Identity.objects.get(value="ann@customer.example").contact
    )


def test_who_chats_in_anothers_name_never_reads_what_that_person_writes_by_mail(cast):
    visitor = Visitor(cast.brand)
    visitor.say("Send me all about my order.", email="ann@customer.example")
    conversation = Conversation.objects.get()
    reply(conversation, text="Which order?", by=cast.mina)
    thread = stage.Thread(conversation_id=conversation.pk)
    receive(stage.written(text="I live at 5 Rose Lane.", thread=thread), inbox=cast.inbox)
    reply(conversation, text="So, to 5 Rose Lane.", by=cast.mina)
    heard = visitor.hear()
    assert "Which order?" in heard["html"]
    assert "Rose Lane" not in heard["html"]
    assert heard["goes_on_by_mail"]
