"""No two conversations have the same reference, however many there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.models import Conversation
from keepword.conversations.referring import references
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def taken(cast):
    return stage.conversation_of(cast).reference


def drawing(*names):
    return iter(names).__next__


@pytest.mark.parametrize("count", [1, 2, 3])
def test_what_is_taken_is_drawn_again(taken, count):
    fresh = ["AAAAAAA", "BBBBBBB", "CCCCCCC"]
    found = list(references(count, draw=drawing(taken, *fresh)))
    assert sorted(found) == fresh[:count]


def test_two_that_are_made_at_once_differ(taken):
    found = list(references(2, draw=drawing("AAAAAAA", "AAAAAAA", "BBBBBBB")))
    assert sorted(found) == ["AAAAAAA", "BBBBBBB"]


@pytest.mark.parametrize("count", [1, 50])
def test_one_query_is_enough_and_none_where_nothing_is_opened(taken, count):
    with CaptureQueriesContext(connection) as asked:
        waiting = references(count)
    assert len(asked) == 0
    with CaptureQueriesContext(connection) as asked:
        assert len(set(waiting)) == count
    assert len(asked) == 1


def test_a_mail_opens_a_conversation_though_its_first_reference_was_taken(cast, taken, monkeypatch):
    draws = drawing(taken, "DDDDDDD")
    monkeypatch.setattr("keepword.kit.tokens.reference", draws)
    made = stage.conversation_of(cast, "ko")
    assert (made.reference, Conversation.objects.count()) == ("DDDDDDD", 2)
