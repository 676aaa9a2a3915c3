"""What becomes of a reply, and what that does to the customer's wait."""

import pytest

from keepword.conversations.delivering import mark_failed, mark_sent, send_again
from keepword.conversations.informing import inform
from keepword.conversations.replying import reply
from keepword.conversations.resolving import resolve
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def conversation(cast):
    return stage.conversation_of(cast)


def test_a_bounce_that_is_quicker_than_our_own_note_of_sending_stays(cast, conversation):
    message = reply(conversation, text="On its way.", by=cast.mina)
    mark_failed(message, reason="userunknown", detail="550 5.1.1")
    mark_sent(message)
    message.refresh_from_db()
    assert (message.delivery_state, message.delivery_reason) == ("failed", "userunknown")


def test_whoever_was_not_reached_waits_again_until_it_is_sent_again(cast, conversation):
    since = conversation.waiting_since
    message = reply(conversation, text="On its way.", by=cast.mina)
    mark_failed(message, reason="mailboxfull", detail="552")
    conversation.refresh_from_db()
    assert (conversation.status, conversation.waiting_since) == ("open", since)
    send_again(message)
    conversation.refresh_from_db()
    assert conversation.waiting_since is None


def test_what_we_sent_by_ourselves_opens_nothing_when_it_comes_back(cast, conversation):
    told = inform(conversation, text="Your link", to="ann@customer.example", once="link:1", kind="link")
    resolve(conversation, by=cast.mina.as_actor)
    mark_failed(told, reason="userunknown", detail="550")
    conversation.refresh_from_db()
    assert (conversation.status, conversation.waiting_since) == ("resolved", None)
