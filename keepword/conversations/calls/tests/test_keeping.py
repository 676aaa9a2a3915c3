"""A call is written down."""

from datetime import timedelta

import pytest

from keepword.conversations.calls.beginning import begin_by_phone
from keepword.conversations.calls.keeping import LONGEST_AGO, NotThen, Spoken, keep_call
from keepword.conversations.emptying import empty
from keepword.conversations.finding.reindexing import forget_terms, index_again
from keepword.conversations.models import Call, Conversation, Mention, Message
from keepword.conversations.replying import NobodyToAnswer, NothingToSay, reply
from keepword.conversations.searching import search
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.identifying import identify


def spoken(**changes):
    words = "She wants the walnut trays on Friday."
    return Spoken(**({"way": "in", "began_at": clock.now() - timedelta(minutes=9), "words": words} | changes))


def test_it_is_a_note_at_the_time_of_the_call_and_the_customer_waits_as_before(cast, conversation):
    before = conversation.waiting_since
    call = spoken(length=timedelta(minutes=7), number="+49 30 901820")
    message = keep_call(conversation, call, by=cast.mina)
    conversation.refresh_from_db()
    assert (message.kind, message.at, message.agent) == ("note", call.began_at, cast.mina)
    assert message.recipients == {"call": ["+49 30 901820"]}
    assert (Call.objects.get().way, Call.objects.get().seconds) == ("in", 420)
    assert (conversation.waiting_since, conversation.status) == (before, "open")
    fact = Event.objects.get(name="note.added")
    assert (fact.message_id, fact.data) == (message.pk, {"call": "in"})
    assert message not in Message.objects.for_customers()
    assert search("walnut", agent=cast.mina) == [message.pk]
    assert search("walnut", agent=cast.stranger) == []


def test_the_same_form_twice_is_one_call(cast, conversation):
    first = keep_call(conversation, spoken(), by=cast.mina, form="x")
    assert keep_call(conversation, spoken(), by=cast.mina, form="x") == first
    keep_call(conversation, spoken(words="She called again."), by=cast.mina, form="x")
    assert Call.objects.count() == 2


def test_a_card_number_that_was_said_is_not_kept_and_a_colleague_is_called(cast, conversation):
    words = "@Dave Ortiz she paid with 4111 1111 1111 1111"
    message = keep_call(conversation, spoken(words=words), by=cast.mina)
    assert "4111 1111 1111 1111" not in message.text
    assert Mention.objects.get().agent == cast.dave


def test_nobody_answered_needs_no_words_and_has_no_length(cast, conversation):
    keep_call(conversation, spoken(way="unanswered", words="", length=timedelta(minutes=1)), by=cast.mina)
    assert Call.objects.get().seconds is None
    with pytest.raises(NothingToSay):
        keep_call(conversation, spoken(words=" "), by=cast.mina)


@pytest.mark.parametrize("ago", [timedelta(minutes=-1), LONGEST_AGO + timedelta(minutes=1)])
def test_a_time_to_come_or_long_ago_is_refused(cast, conversation, ago):
    with pytest.raises(NotThen):
        keep_call(conversation, spoken(began_at=clock.now() - ago), by=cast.mina)
    assert not Call.objects.exists()


def test_a_conversation_begins_with_it_and_goes_on_by_mail(cast):
    noor = identify(address="noor@bakery.example", name="Noor")
    made = begin_by_phone(cast.inbox, contact=noor, subject="胡桃托盘 trays", by=cast.mina, form="x")
    assert begin_by_phone(cast.inbox, contact=noor, subject="trays", by=cast.mina, form="x") == made
    message = keep_call(made, spoken(), by=cast.mina)
    made.refresh_from_db()
    assert (made.channel, made.status, made.assignee, made.waiting_since) == ("phone", "open", cast.mina, None)
    assert made.preview.startswith("She wants")
    assert search("托盘", agent=cast.mina) == [message.pk]
    forget_terms([message.pk])
    index_again([message.pk])
    assert search("托盘", agent=cast.mina) == [message.pk]
    assert reply(made, text="They are ready.", by=cast.mina).recipients == {"to": ["noor@bakery.example"]}


def test_whoever_has_a_telephone_alone_cannot_be_written_to(cast):
    caller = identify(address="+4930901820", kind="phone")
    made = begin_by_phone(cast.inbox, contact=caller, subject="Trays", by=cast.mina)
    keep_call(made, spoken(), by=cast.mina)
    with pytest.raises(NobodyToAnswer):
        reply(made, text="They are ready.", by=cast.mina)
    assert Conversation.objects.get().contact == caller


def test_when_its_words_are_deleted_the_number_goes_too(cast, conversation):
    message = keep_call(conversation, spoken(number="+4930901820"), by=cast.mina)
    empty([conversation.pk])
    message.refresh_from_db()
    assert (message.text, message.recipients) == ("", {})
