"""One mail reaches two of our inboxes at the very same moment, and two workers take it in."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from keepword.conversations.models import Inbox, Message, SameMail
from keepword.conversations.receiving import receive
from tests import cast as stage

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time"),
]


@pytest.fixture
def cast():
    """The customer wrote before: a new one is a row for which the second worker waits anyway."""
    cast = stage.gather()
    receive(stage.written(), inbox=cast.inbox)
    Message.objects.all().delete()
    return cast


def by_another_worker(mail, *, inbox):
    """As `receive`, on a connection of its own."""
    try:
        return receive(mail, inbox=inbox)
    finally:
        connection.close()


def until_it_waits_or_is_done(work):
    """The other worker has gone as far as it can while this transaction is open."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with connection.cursor() as cursor:
        while not work.done():
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction sees what it saw first
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return


def at_one_moment(mail, *, first, second):
    """The second worker takes it in before the first one has written for good."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            receive(mail, inbox=first)
            work = pool.submit(by_another_worker, mail, inbox=second)
            until_it_waits_or_is_done(work)
        return work.result()


def test_two_inboxes_that_get_a_mail_at_one_moment_know_of_each_other(cast):
    sales = Inbox.objects.create(name="Sales", address="sales@leafloom.example", brand=cast.brand)
    at_one_moment(stage.written(), first=cast.inbox, second=sales)
    one, other = Message.objects.order_by("id").values_list("conversation_id", flat=True)
    assert one != other
    assert set(SameMail.objects.values_list("conversation_id", "other_id")) == {(one, other), (other, one)}


def test_one_inbox_that_gets_a_mail_twice_at_one_moment_has_it_once(cast):
    assert at_one_moment(stage.written(), first=cast.inbox, second=cast.inbox) is None
    assert Message.objects.count() == 1
