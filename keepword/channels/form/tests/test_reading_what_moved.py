"""A link of a letter that was moved to another inbox before its customer answered."""

from dataclasses import replace

import pytest

from keepword.channels.form.linking import Link
from keepword.channels.form.reading import read_with
from keepword.conversations.beginning import begin
from keepword.conversations.inbound import Thread
from keepword.conversations.joining.relocating import relocate
from keepword.conversations.models import Conversation, Inbox
from keepword.kit import clock
from keepword.people.identifying import Person
from keepword.people.models import Agent
from tests import cast as stage

pytestmark = pytest.mark.django_db
ANN = "ann@customer.example"


def texts(link: Link, *, conversation: Conversation) -> list[str]:
    return [message.text for message in read_with(link, conversation=conversation).messages]


def test_it_shows_the_answer_of_its_customer():
    cast = stage.gather()
    counter = Inbox.objects.create(name="Counter", address="counter@leafloom.example", brand=cast.brand)
    bo = Agent.objects.create_user("bo@leafloom.example", name="Bo")
    first = begin(counter, to=Person(ANN), subject="Your cup", by=bo)
    moved = relocate(first, to=cast.inbox, by=cast.ruth)
    thread = Thread(conversation_id=moved.pk)
    stage.conversation_of(replace(cast), address=ANN, text="It is broken.", thread=thread)
    link = Link(first.token, is_proved=True, issued_at=clock.now())
    assert "It is broken." in texts(link, conversation=Conversation.objects.get(pk=moved.pk))
