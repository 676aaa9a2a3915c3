"""The headline number."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.conversations.marking_spam import mark_spam
from keepword.promises.ledger.breaking import break_overdue
from keepword.promises.ledger.keeping import keep
from keepword.promises.ledger.kept_rate import Tally
from keepword.promises.ledger.making import promise
from keepword.promises.ledger.tallying import tally, tally_spans
from keepword.promises.ledger.withdrawing import withdraw
from keepword.promises.models import Promise
from tests import cast as stage

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kept", "broken", "waiting", "rate"),
    [(0, 0, 0, None), (0, 0, 7, None), (1, 0, 0, 1.0), (0, 1, 9, 0.0), (3, 1, 0, 0.75), (3, 1, 100, 0.75)],
)
def test_the_rate_is_of_those_whose_time_has_come(kept, broken, waiting, rate):
    assert Tally(kept, broken, 0, waiting).rate == rate


@pytest.fixture
def cast(db):
    with time_machine.travel(NOW, tick=False):
        yield stage.gather()


def told(cast, *, hours, by, what="call", done=False):
    made = promise(stage.conversation_of(cast), what=what, due_at=NOW + timedelta(hours=hours), kind="agent", by=by)
    if done:
        keep(made, by=by.as_actor)
    return made


def test_every_promise_counts_once_in_each_group_and_none_is_lost(cast, django_assert_num_queries):
    told(cast, hours=1, by=cast.mina, done=True)
    told(cast, hours=1, by=cast.mina)
    told(cast, hours=2, by=cast.dave)
    late = told(cast, hours=1, by=cast.dave)
    told(cast, hours=40, by=cast.dave)
    withdraw(told(cast, hours=1, by=cast.mina), reason="She came by.", by=cast.mina.as_actor)
    spam = told(cast, hours=1, by=cast.mina)
    with time_machine.travel(NOW + timedelta(hours=3), tick=False):
        keep(late, by=cast.dave.as_actor)
        mark_spam(spam.conversation, by=cast.mina.as_actor)
        with django_assert_num_queries(1):
            found = tally(Promise.objects.all(), at=NOW + timedelta(hours=3))
        break_overdue()
        after = tally(Promise.objects.all(), at=NOW + timedelta(hours=3))
    assert found.total == after.total == Tally(kept=1, broken=3, late=1, open=1)
    assert found.by["agent"][cast.mina.pk] == Tally(1, 1, 0, 0)
    assert found.by["agent"][cast.dave.pk] == Tally(0, 2, 1, 1)
    for name, group in found.by.items():
        whole = Tally()
        for one in group.values():
            whole = whole.plus(one)
        assert whole == found.total, name


def test_a_promise_belongs_to_the_week_in_which_it_is_due(cast, django_assert_num_queries):
    monday = datetime(2026, 11, 23, tzinfo=UTC)
    spans = [(monday + timedelta(days=7 * n), monday + timedelta(days=7 * n + 7)) for n in range(2)]
    told(cast, hours=24, by=cast.mina)
    told(cast, hours=24 * 6, by=cast.mina)
    with django_assert_num_queries(1):
        found = tally_spans(Promise.objects.all(), spans=spans, at=NOW + timedelta(days=2))
    assert found == [Tally(broken=1), Tally(open=1)]
