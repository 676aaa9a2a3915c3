"""What we say by ourselves: once, to people, within limits, and never as an answer."""

from datetime import timedelta

import pytest
import time_machine

from keepword.conversations.announcing import announce
from keepword.conversations.history.lines import history
from keepword.conversations.inbound import Thread
from keepword.conversations.marking_spam import mark_spam
from keepword.conversations.models import Conversation
from keepword.conversations.receiving import receive
from keepword.events.models import Event, Task
from keepword.people.identifying import mark_dead
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def conversation(cast):
    return stage.conversation_of(cast)


def received(conversation):
    return Event.objects.filter(name="message.received", conversation_id=conversation.pk).latest("id")


def acknowledge(conversation, *, cause=None):
    return announce(
        conversation,
        text="We have your message.",
        sender_name="Mina",
        kind="acknowledgement",
        language="en",
        cause=cause,
    )


def withheld(conversation):
    facts = Event.objects.filter(name="announcement.withheld", conversation_id=conversation.pk)
    return [fact.data["reason"] for fact in facts]


def test_the_customer_hears_at_once_and_still_waits_for_an_answer(cast, conversation):
    before = Conversation.objects.values().get(pk=conversation.pk)
    message = acknowledge(conversation)
    assert (message.is_automatic, message.automatic_kind, message.agent) == (True, "acknowledgement", None)
    assert (message.recipients, message.delivery_state) == ({"to": ["ann@customer.example"]}, "queued")
    assert Conversation.objects.values().get(pk=conversation.pk) == before
    queued = Event.objects.get(name="message.queued", message_id=message.pk)
    assert queued.data == {"automatic": "acknowledgement"}
    assert Task.objects.filter(event=queued).exists()


def test_one_cause_is_acknowledged_once(conversation):
    cause = received(conversation)
    assert acknowledge(conversation, cause=cause) == acknowledge(conversation, cause=cause)
    assert conversation.messages.filter(kind="reply").count() == 1


def test_another_kind_for_the_same_cause_is_another_message(conversation):
    cause = received(conversation)
    acknowledge(conversation, cause=cause)
    announce(conversation, text="Write here.", sender_name="", kind="redirect", language="en", cause=cause)
    assert conversation.messages.filter(kind="reply").count() == 2


@pytest.mark.parametrize("changes", [{"may_be_answered": False}, {"may_be_answered": False, "is_automatic": True}])
def test_a_robot_hears_nothing_and_the_history_says_why(cast, changes):
    conversation = stage.conversation_of(cast, **changes)
    cause = received(conversation)
    assert acknowledge(conversation, cause=cause) is None
    assert acknowledge(conversation, cause=cause) is None
    assert withheld(conversation) == ["not-answerable"]
    assert "machine" in history(conversation)[-1].text


def test_what_the_customers_robot_said_last_counts(cast, conversation):
    receive(
        stage.written(thread=Thread(conversation.pk), text="I am away.", is_automatic=True, may_be_answered=False),
        inbox=cast.inbox,
    )
    assert acknowledge(conversation) is None


def test_spam_and_dead_addresses_hear_nothing(cast, conversation):
    other = stage.conversation_of(cast, "ko")
    mark_spam(conversation, by=cast.mina.as_actor)
    mark_dead(address="minji@customer.example", inbox=other.inbox_id)
    assert acknowledge(conversation) is acknowledge(other) is None
    assert (withheld(conversation), withheld(other)) == (["spam"], ["dead-address"])


def test_two_robots_that_answer_each_other_stop_after_ten(cast, conversation):
    assert all(acknowledge(conversation) for _ in range(10))
    assert acknowledge(conversation) is None
    assert withheld(conversation) == ["limit"]
    another = stage.conversation_of(cast)
    assert acknowledge(another) is None, "the same customer in another conversation"
    assert acknowledge(stage.conversation_of(cast, "ko")) is not None
    with time_machine.travel(Event.objects.latest("id").at + timedelta(minutes=11), tick=False):
        assert acknowledge(conversation) is not None
