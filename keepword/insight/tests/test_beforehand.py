"""What is good to know of a person before one answers."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.conversations.complaints.marking import mark_complaint, mark_no_complaint
from keepword.conversations.inbound import Thread
from keepword.conversations.models import Conversation
from keepword.conversations.receiving import receive
from keepword.conversations.resolving import reopen, resolve
from keepword.events.models import Event
from keepword.insight.beforehand import NOTHING, beforehand
from keepword.kit import clock
from keepword.promises.ledger.breaking import break_overdue
from keepword.promises.ledger.making import promise
from keepword.web.tests.test_survey_panel import said
from tests import cast as stage

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def at():
    with time_machine.travel(NOW, tick=False) as moved:
        yield moved


@pytest.fixture
def one(at, cast):
    return stage.conversation_of(cast)


def known(cast, conversation, *, by=None):
    return beforehand(conversation.contact_id, by=by or cast.mina, at=clock.now())


def test_of_a_person_with_nothing_nothing_is_said_for_one_query(cast, one, django_assert_num_queries):
    known(cast, one)
    with django_assert_num_queries(1):  # what the agent may see is known by now
        assert known(cast, one) == NOTHING


def test_complaints_of_a_year_are_counted_with_the_last_and_how_long_it_took(cast, one, at):
    mark_complaint(one, by=cast.mina.as_actor)
    at.shift(timedelta(days=3))
    other = stage.conversation_of(cast, subject="Wrong parcel 📦")
    mark_complaint(other, by=cast.mina.as_actor)
    mark_complaint(other, by=cast.dave.as_actor)
    at.shift(timedelta(days=2))
    resolve(other, by=cast.mina.as_actor)
    found = known(cast, one).complaints
    assert (found.times, found.conversation, found.subject) == (2, other.pk, "Wrong parcel 📦")
    assert found.solved_seconds == 2 * 86_400
    assert Event.objects.filter(name="complaint.marked").count() == 2
    at.shift(timedelta(days=361))
    assert known(cast, one).complaints.times == 1
    at.shift(timedelta(days=3))
    assert known(cast, one).complaints is None


def test_what_was_marked_by_mistake_is_taken_back_and_not_said(cast, one):
    mark_complaint(one, by=cast.mina.as_actor)
    mark_no_complaint(one, by=cast.mina.as_actor)
    mark_no_complaint(one, by=cast.mina.as_actor)
    assert known(cast, one) == NOTHING
    assert Event.objects.filter(name="complaint.taken_back").count() == 1


def test_only_the_customer_opens_again(cast, one):
    resolve(one, by=cast.mina.as_actor)
    reopen(one, by=cast.mina.as_actor)
    resolve(one, by=cast.mina.as_actor)
    assert known(cast, one).opened_again is None
    receive(stage.written(thread=Thread(conversation_id=one.pk)), inbox=cast.inbox)
    one.refresh_from_db()
    assert (one.status, one.reopened) == ("open", 1)
    assert known(cast, one).opened_again.times == 1


def test_a_broken_promise_is_said_for_ninety_days(cast, one, at):
    promise(one, what="reply", due_at=NOW + timedelta(hours=2), kind="agent", by=cast.mina)
    assert known(cast, one).broken is None
    at.shift(timedelta(hours=3))
    break_overdue()
    found = known(cast, one).broken
    assert (found.times, found.conversation, found.at) == (1, one.pk, NOW + timedelta(hours=2))
    at.shift(timedelta(days=91))
    assert known(cast, one).broken is None


def test_the_last_answer_is_said_with_its_words(cast, one):
    said(one, score=2, text="太慢了")
    found = known(cast, one).answer
    assert (found.score, found.words, found.conversation) == (2, "太慢了", one.pk)


def test_a_third_conversation_within_a_week_is_said(cast, one, at):
    stage.conversation_of(cast)
    assert known(cast, one) == NOTHING
    third = stage.conversation_of(cast)
    assert (known(cast, one).lately.times, known(cast, one).lately.conversation) == (3, third.pk)
    at.shift(timedelta(days=8))
    assert known(cast, one) == NOTHING


def test_a_stranger_learns_nothing_of_a_closed_inbox(cast, one):
    mark_complaint(one, by=cast.mina.as_actor)
    said(one, score=1, text="Bad")
    promise(one, what="reply", due_at=NOW + timedelta(hours=2), kind="agent", by=cast.mina)
    Conversation.objects.update(has_broken_promise=True, reopened=2)
    assert known(cast, one, by=cast.stranger) == NOTHING


def test_spam_is_not_counted(cast, one):
    mark_complaint(one, by=cast.mina.as_actor)
    Conversation.objects.update(status="spam")
    assert known(cast, one) == NOTHING
