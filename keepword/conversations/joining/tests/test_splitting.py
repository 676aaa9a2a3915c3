"""A part of a conversation becomes one of its own."""

from datetime import timedelta

import pytest

from keepword.conversations.inbound import Thread
from keepword.conversations.joining.merging import merge
from keepword.conversations.joining.splitting import CannotSplit, split
from keepword.conversations.joining.unmerging import unmerge
from keepword.conversations.models import Conversation, Message
from keepword.conversations.noting import note
from keepword.conversations.receiving import receive
from keepword.conversations.replying import reply
from keepword.conversations.settling import need_no_reply
from keepword.kit import clock
from keepword.promises.clocks.rebuilding import rebuild
from keepword.promises.models import Wait
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def conversation(cast):
    """Asked, answered, and then they ask for something else."""
    begun = stage.conversation_of(cast, at=clock.now() - timedelta(hours=3))
    reply(begun, text="It comes today", by=cast.mina)
    receive(stage.written(thread=Thread(conversation_id=begun.pk), text="Another thing: my invoice"), inbox=cast.inbox)
    return Conversation.objects.get(pk=begun.pk)


def test_the_part_has_its_own_reference_and_waits_and_the_rest_is_answered(cast, conversation):
    asked = conversation.messages.get(text__startswith="Another")
    made = split(asked, by=cast.mina, subject="Invoice")
    rest = Conversation.objects.get(pk=conversation.pk)
    assert made.reference != rest.reference
    assert (made.subject, made.waiting_since, made.status) == ("Invoice", asked.at, "open")
    assert (rest.status, rest.waiting_since, rest.messages.count()) == ("waiting", None, 2)
    assert [one.is_first for one in Wait.objects.filter(conversation=made)] == [True]
    assert Wait.objects.running().count() == 1
    assert rebuild().waits == 0


def test_whoever_answers_the_part_comes_to_the_part_though_the_whole_was_signed(cast, conversation):
    asked = conversation.messages.get(text__startswith="Another")
    made = split(asked, by=cast.mina)
    answers = Thread(conversation_id=conversation.pk, message_ids=(asked.message_id,))
    assert receive(stage.written(thread=answers), inbox=cast.inbox).conversation_id == made.pk
    first = conversation.messages.order_by("id").first()
    answers = Thread(conversation_id=conversation.pk, message_ids=(first.message_id,))
    assert receive(stage.written(thread=answers), inbox=cast.inbox).conversation_id == conversation.pk
    assert reply(made, text="Here it is", by=cast.mina).recipients["to"] == ["ann@customer.example"]


def test_what_was_said_to_need_no_reply_needs_none_in_the_part(cast, conversation):
    need_no_reply(conversation, by=cast.mina.as_actor)
    made = split(conversation.messages.get(text__startswith="Another"), by=cast.mina)
    assert made.waiting_since is None
    assert not Wait.objects.running().exists()
    assert rebuild().waits == 0


def test_notes_after_it_go_along(cast, conversation):
    note(conversation, text="Ask the book-keeper", by=cast.dave)
    made = split(conversation.messages.get(text__startswith="Another"), by=cast.mina)
    assert made.messages.filter(kind="note").exists()


def test_what_was_split_off_since_stays_off_when_a_merge_is_undone(cast, conversation):
    other = stage.conversation_of(cast, at=clock.now() - timedelta(hours=1))
    made = merge(conversation, into=other, by=cast.mina)
    part = split(Message.objects.get(text__startswith="Another"), by=cast.mina)
    unmerge(made, by=cast.mina)
    assert part.messages.count() == 1
    assert Conversation.objects.get(pk=conversation.pk).messages.count() == 2
    assert rebuild().waits == 0


def test_a_part_begins_with_a_customer_and_leaves_something(cast, conversation):
    ours, first = conversation.messages.get(kind="reply"), conversation.messages.order_by("id").first()
    for message, why in ((ours, "ours"), (first, "first")):
        with pytest.raises(CannotSplit) as caught:
            split(message, by=cast.mina)
        assert caught.value.why == why
