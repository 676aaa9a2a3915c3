from datetime import timedelta

import pytest

from keepword.conversations.inbound import Arrival, Thread
from keepword.conversations.models import Conversation, Message, MessageReference
from keepword.conversations.participating import trust
from keepword.conversations.receiving import receive, receive_all
from keepword.conversations.replying import NobodyToAnswer, NothingToSay, conversation_of, reply
from keepword.conversations.resolving import resolve
from keepword.conversations.searching import search
from keepword.events.models import Event
from keepword.people.models import Identity
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


def test_a_message_opens_a_conversation_that_waits_for_us(cast):
    conversation = stage.conversation_of(cast, "zh-Hans")
    assert (conversation.status, conversation.subject, conversation.language) == ("open", "订单还没有到", "zh-Hans")
    assert conversation.waiting_since is not None
    names = list(Event.objects.filter(conversation_id=conversation.pk).order_by("id").values_list("name", flat=True))
    assert names == ["conversation.created", "message.received"]


def test_the_same_message_twice_is_stored_once(cast):
    inbound = stage.written()
    assert receive(inbound, inbox=cast.inbox) is not None
    assert receive(inbound, inbox=cast.inbox) is None
    assert Message.objects.count() == 1


def test_an_answer_to_our_mail_joins_its_conversation_and_reopens_it(cast):
    conversation = stage.conversation_of(cast)
    sent = reply(conversation, text="On its way.", by=cast.mina)
    resolve(conversation, by=cast.mina.as_actor)
    ids = (sent.message_id,)
    receive(stage.written(thread=Thread(conversation_of(ids), ids)), inbox=cast.inbox)
    conversation.refresh_from_db()
    assert Conversation.objects.count() == 1
    assert conversation.status == "open"


def test_an_out_of_office_answer_reopens_nothing(cast):
    conversation = stage.conversation_of(cast)
    sent = reply(conversation, text="On its way.", by=cast.mina)
    resolve(conversation, by=cast.mina.as_actor)
    ids = (sent.message_id,)
    receive(stage.written(thread=Thread(conversation_of(ids), ids), is_automatic=True), inbox=cast.inbox)
    conversation.refresh_from_db()
    assert conversation.status == "resolved"
    assert conversation.messages.count() == 3


def test_a_stranger_with_a_shared_message_id_opens_a_conversation_of_their_own(cast):
    first = stage.written()
    receive(first, inbox=cast.inbox)
    receive(stage.written(address="eve@else.example", thread=Thread(None, (first.message_id,))), inbox=cast.inbox)
    assert Conversation.objects.count() == 2


def test_a_new_sender_with_our_token_is_shown_with_a_warning_and_is_not_answered(cast):
    conversation = stage.conversation_of(cast)
    sent = reply(conversation, text="On its way.", by=cast.mina)
    ids = (sent.message_id,)
    joined = receive(
        stage.written(address="eve@else.example", thread=Thread(conversation_of(ids), ids)), inbox=cast.inbox
    )
    assert joined.conversation_id == conversation.pk
    assert "new-participant" in joined.warnings
    assert reply(conversation, text="Hello", by=cast.mina).recipients == {"to": ["ann@customer.example"]}


def test_a_stranger_sees_no_conversation_and_finds_no_word(cast):
    conversation = stage.conversation_of(cast, "ko")
    assert not Conversation.objects.visible_to(cast.stranger).exists()
    assert search("배송", agent=cast.stranger) == []
    assert search("배송", agent=cast.mina) == [conversation.messages.get().pk]


@pytest.mark.parametrize("query", ["运费", "订单", "WANG", "wang@customer", "包裹在哪里"])
def test_words_of_two_characters_are_found(cast, query):
    conversation = stage.conversation_of(cast, "zh-Hans")
    assert search(query, agent=cast.mina) == [conversation.messages.get().pk]


def test_an_empty_answer_is_refused(cast):
    conversation = stage.conversation_of(cast)
    with pytest.raises(NothingToSay):
        reply(conversation, text="  \n", by=cast.mina)
    conversation.participants.all().delete()
    with pytest.raises(NobodyToAnswer):
        reply(conversation, text="Hello", by=cast.mina)


def test_each_message_of_somebody_whom_nobody_vouched_for_shows_the_warning(cast):
    conversation = stage.conversation_of(cast)
    eve = {"address": "eve@else.example", "thread": Thread(conversation.pk)}
    for _ in range(2):
        assert "new-participant" in receive(stage.written(**eve), inbox=cast.inbox).warnings
    trust(conversation, participant=conversation.participants.get(is_trusted=False), by=cast.mina.as_actor)
    assert receive(stage.written(**eve), inbox=cast.inbox).warnings == []


def test_a_mail_that_is_read_late_does_not_move_its_conversation_down_the_list(cast):
    conversation = stage.conversation_of(cast)
    late = stage.written(thread=Thread(conversation.pk), at=conversation.last_activity_at - timedelta(days=3))
    receive(late, inbox=cast.inbox)
    before, _ = conversation.last_activity_at, conversation.refresh_from_db()
    assert conversation.last_activity_at == before


def test_ids_and_strangers_are_written_in_one_order_so_that_no_two_workers_block_each_other(cast):
    ids = tuple(f"{number}@elsewhere.example" for number in range(9))
    people = [f"{letter}@customer.example" for letter in "zmabyk"]
    arrivals = [Arrival(stage.written(address=one, thread=Thread(None, ids)), cast.inbox) for one in people]
    receive_all(arrivals)
    digests = list(MessageReference.objects.order_by("id").values_list("digest", flat=True))
    assert digests == sorted(digests)
    assert list(Identity.objects.order_by("id").values_list("value", flat=True)) == sorted(people)
