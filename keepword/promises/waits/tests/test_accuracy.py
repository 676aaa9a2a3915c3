from datetime import UTC, date, datetime, timedelta

import pytest

from keepword.promises.models import PublishedWait
from keepword.promises.waits.accuracy import accuracy, summed_up
from keepword.promises.waits.tests.past import NOW, conversation_of
from tests import cast as stage

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def test_coverage_counts_only_what_is_known():
    rows = [
        ("email", MONDAY, "held", 3600),
        ("email", MONDAY, "held", 7200),
        ("email", MONDAY, "missed", 1800),
        ("email", MONDAY, "never", 60),
        ("email", MONDAY, "", 60),
        ("chat", MONDAY, "", 60),
    ]
    chat, mail = summed_up(rows, zone="UTC")
    assert (mail.n, mail.coverage, mail.width_seconds, mail.open, mail.is_kept) == (3, 2 / 3, 3600, 1, False)
    assert (chat.n, chat.coverage, chat.width_seconds, chat.open, chat.is_kept) == (0, None, None, 1, True)


def test_a_week_is_that_of_the_reader():
    sunday_evening = [("email", datetime(2026, 11, 22, 20, 0, tzinfo=UTC), "held", 60)]
    assert summed_up(sunday_evening, zone="UTC")[0].week == date(2026, 11, 16)
    assert summed_up(sunday_evening, zone="Asia/Seoul")[0].week == date(2026, 11, 23)


@pytest.mark.django_db
def test_only_what_one_may_see_is_counted_in_one_query(django_assert_num_queries):
    cast = stage.gather()
    conversation = conversation_of(cast)
    for number in range(3):
        PublishedWait.objects.create(
            conversation=conversation, inbox=cast.inbox, channel="email", priority=20, basis="history",
            said_at=NOW - timedelta(days=7 * number), due_at=NOW, business_seconds=600, outcome="held", known_at=NOW,
        )  # fmt: skip
    # one for the waits; the first also asks once a request which inboxes are theirs
    with django_assert_num_queries(3):
        found = accuracy(cast.mina, now=NOW)
    assert [one.week.day for one in found] == [23, 16, 9]
    assert accuracy(cast.mina, now=NOW, inbox_id=cast.inbox.pk + 1) == []
    assert accuracy(cast.stranger, now=NOW) == []
