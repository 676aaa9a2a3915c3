"""Messages that come at once are received as if they had come one after the other, for the price of one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.inbound import Arrival, Thread
from keepword.conversations.models import Conversation, Inbox, Message
from keepword.conversations.receiving import receive_all
from keepword.events.models import Event
from keepword.people.models import Contact
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


def test_a_mail_and_its_answer_in_one_group_are_one_conversation(cast):
    first = stage.written()
    answer = stage.written(thread=Thread(None, (first.message_id,)))
    one, two = receive_all([Arrival(first, cast.inbox), Arrival(answer, cast.inbox)])
    assert one.conversation_id == two.conversation_id
    names = list(Event.objects.order_by("id").values_list("name", flat=True))
    assert names == ["conversation.created", "message.received", "message.received"]


def test_the_same_mail_twice_in_one_group_is_stored_once(cast):
    mail = stage.written()
    received = receive_all([Arrival(mail, cast.inbox), Arrival(mail, cast.inbox)])
    assert [message is None for message in received] == [False, True]
    assert Message.objects.count() == 1


def test_one_mail_to_two_inboxes_is_a_conversation_in_each(cast):
    other = Inbox.objects.create(name="Sales", address="sales@leafloom.example", brand=cast.brand)
    mail = stage.written()
    received = receive_all([Arrival(mail, cast.inbox), Arrival(mail, other)])
    assert [message.inbox_id for message in received] == [cast.inbox.pk, other.pk]
    assert Conversation.objects.count() == 2
    assert Contact.objects.count() == 1


def test_a_stranger_in_the_same_group_does_not_join_by_a_foreign_id(cast):
    first = stage.written()
    eve = stage.written(address="eve@else.example", thread=Thread(None, (first.message_id,)))
    one, two = receive_all([Arrival(first, cast.inbox), Arrival(eve, cast.inbox)])
    assert one.conversation_id != two.conversation_id


def test_what_a_database_refuses_is_left_out_of_the_text(cast):
    received = receive_all([Arrival(stage.written(subject="a\x00b", text="c\ud800d", name="\x00"), cast.inbox)])
    assert (received[0].text, received[0].conversation.subject) == ("cd", "ab")


def test_fifty_mails_cost_as_many_queries_as_two(cast):
    def queries(count):
        arrivals = [
            Arrival(stage.written(address=f"c{count}-{number}@customer.example"), cast.inbox)
            for number in range(count)
        ]
        with CaptureQueriesContext(
            connection,
        ) as captured:
            receive_all(arrivals)
        # executemany is one line of the log for each row of the search index
        return len([one for one in captured if "conversations_search" not in one["sql"]])

    # SQLite takes at most 999 values in a statement, which is 45 messages or conversations, or the five tasks of 22
    assert queries(50) <= queries(2) + 4
