"""One mail to several of our inboxes."""

import pytest

from keepword.conversations.inbound import Arrival
from keepword.conversations.models import Inbox, SameMail
from keepword.conversations.receiving import receive, receive_all
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def sales(cast):
    return Inbox.objects.create(name="Sales", address="sales@leafloom.example", brand=cast.brand)


def links():
    return set(SameMail.objects.values_list("conversation_id", "other_id"))


def test_one_mail_to_two_inboxes_is_a_conversation_in_each_and_they_know_of_each_other(cast, sales):
    mail = stage.written()
    first, second = receive(mail, inbox=cast.inbox), receive(mail, inbox=sales)
    one, other = first.conversation_id, second.conversation_id
    assert one != other
    assert links() == {(one, other), (other, one)}


def test_it_makes_no_difference_that_they_come_together(cast, sales):
    mail = stage.written()
    first, second = receive_all([Arrival(mail, cast.inbox), Arrival(mail, sales)])
    one, other = first.conversation_id, second.conversation_id
    assert links() == {(one, other), (other, one)}


def test_three_inboxes_know_of_each_other(cast, sales):
    third = Inbox.objects.create(name="Trade", address="trade@leafloom.example", brand=cast.brand)
    mail = stage.written()
    for inbox in (cast.inbox, sales, third):
        receive(mail, inbox=inbox)
    assert len(links()) == 6


def test_the_same_message_id_on_another_mail_links_nothing(cast, sales):
    receive(stage.written(message_id="same@customer.example"), inbox=cast.inbox)
    receive(stage.written(message_id="same@customer.example"), inbox=sales)
    assert links() == set()


def test_what_joins_a_thread_in_one_inbox_never_looks_into_another(cast, sales):
    first = receive(stage.written(), inbox=cast.inbox)
    answer = stage.written(thread=stage.Thread(None, (first.message_id,)))
    second = receive(answer, inbox=sales)
    assert second.conversation_id != first.conversation_id
    assert links() == set()
