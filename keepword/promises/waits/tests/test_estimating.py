from datetime import timedelta

import pytest
import time_machine

from keepword.conversations.models import Inbox
from keepword.promises.clocks.policies import Draft, define
from keepword.promises.models import PublishedWait, Wait
from keepword.promises.models.estimate import HELD, MISSED
from keepword.promises.waits import estimating, recalling
from keepword.promises.waits.estimating import estimate
from keepword.promises.waits.tests.past import NOW, conversation_of, wait_of, waits
from tests import cast as stage

pytestmark = pytest.mark.django_db
MINUTES = [10, 20, 30, 40] * 15


@pytest.fixture
def cast():
    return stage.gather()


def test_without_history_nothing_is_made_up(cast):
    assert estimate(cast.inbox, at=NOW) is None


def test_without_history_the_target_is_told_and_marked_as_such(cast):
    targets = {(20, "first_response"): 4 * 3600, (40, "first_response"): 1800}
    with time_machine.travel(NOW - timedelta(days=1), tick=False):
        define(Draft(name="All", targets=targets), by=cast.ruth.as_actor)
    told = estimate(cast.inbox, at=NOW)
    assert (told.due_at, told.basis, told.n) == (NOW + timedelta(hours=4), "target", 0)
    assert estimate(cast.inbox, at=NOW, priority="urgent").due_at == NOW + timedelta(minutes=30)
    assert estimate(cast.inbox, at=NOW, priority="low") is None


def test_a_wait_is_told_from_those_before(cast):
    waits(conversation_of(cast), minutes=MINUTES)
    told = estimate(cast.inbox, at=NOW)
    assert timedelta(minutes=40) <= told.due_at - NOW <= timedelta(minutes=60)
    assert timedelta(minutes=15) <= told.usual_at - NOW < told.due_at - NOW
    assert (told.basis, told.stretch) == ("history", 1.0)
    assert told.n >= 30
    assert told.due_at.minute % 5 == 0


def test_those_who_still_wait_make_it_longer(cast):
    waits(conversation_of(cast), minutes=MINUTES)
    before = estimate(cast.inbox, at=NOW)
    for number in range(20):
        wait_of(conversation_of(cast), NOW - timedelta(minutes=90 + number)).save()
    recalling.forget()
    assert estimate(cast.inbox, at=NOW).due_at > before.due_at + timedelta(minutes=30)


def test_history_that_speaks_of_months_is_none(cast, monkeypatch):
    waits(conversation_of(cast), minutes=[10] * 12)
    for number in range(400):
        wait_of(conversation_of(cast), NOW - timedelta(days=50, minutes=number)).save()
    assert estimate(cast.inbox, at=NOW) is None
    monkeypatch.setattr(estimating, "FARTHEST", timedelta(days=366))
    assert estimate(cast.inbox, at=NOW).due_at > NOW + timedelta(days=30)


def test_only_what_was_known_then_counts(cast):
    conversation = conversation_of(cast)
    waits(conversation, minutes=MINUTES)
    before = estimate(cast.inbox, at=NOW)
    waits(conversation, minutes=[600] * 20, until=NOW + timedelta(days=5))
    recalling.forget()
    assert estimate(cast.inbox, at=NOW) == before


def test_a_new_inbox_learns_from_the_others(cast):
    new = Inbox.objects.create(name="New", address="new@leafloom.example", brand=cast.brand)
    waits(conversation_of(cast), minutes=MINUTES)
    told = estimate(new, at=NOW)
    assert told.group == "channel"
    assert told.due_at - NOW >= timedelta(minutes=40)


def test_another_channel_is_another_wait(cast):
    conversation = conversation_of(cast)
    waits(conversation, minutes=MINUTES)
    waits(conversation, minutes=[1, 2, 3] * 20, channel="chat")
    chat, mail = (estimate(cast.inbox, at=NOW, channel=channel) for channel in ("chat", "email"))
    assert chat.due_at - NOW <= timedelta(minutes=5) < mail.due_at - NOW


def test_it_lengthens_by_itself_when_too_many_did_not_hold(cast):
    conversation = conversation_of(cast)
    waits(conversation, minutes=MINUTES)
    before = estimate(cast.inbox, at=NOW)
    for number in range(40):
        said_at = NOW - timedelta(days=2, minutes=number)
        PublishedWait.objects.create(
            conversation=conversation, inbox=cast.inbox, channel="email", priority=20, said_at=said_at,
            due_at=said_at + timedelta(minutes=5), business_seconds=300, basis="history",
            outcome=MISSED if number % 2 else HELD, known_at=said_at + timedelta(minutes=5),
        )  # fmt: skip
    recalling.forget()
    after = estimate(cast.inbox, at=NOW)
    assert after.stretch > 1.3
    assert after.due_at > before.due_at


def test_an_estimate_is_a_few_queries_and_none_within_the_minute(cast, django_assert_num_queries):
    waits(conversation_of(cast), minutes=MINUTES)
    # the inbox, its hours, its waits, its teams, their agents, the outcomes
    with django_assert_num_queries(6):
        estimate(cast.inbox, at=NOW)
    with django_assert_num_queries(0):
        estimate(cast.inbox, at=NOW + timedelta(seconds=30), priority="urgent", language="ko")


def test_spam_says_nothing_about_waits(cast):
    conversation = conversation_of(cast)
    waits(conversation, minutes=MINUTES)
    before = estimate(cast.inbox, at=NOW)
    Wait.objects.filter(business_seconds=2400).update(ended_by="spam")
    recalling.forget()
    assert estimate(cast.inbox, at=NOW).due_at < before.due_at


@time_machine.travel(NOW, tick=False)
def test_now_is_meant_when_no_time_is_given(cast):
    waits(conversation_of(cast), minutes=MINUTES)
    assert estimate(cast.inbox) == estimate(cast.inbox, at=NOW)


def forget_many(cast, *, count: int):
    """Mails that were never answered, each older than the one before, and the first to an empty queue."""
    for number in range(count):
        wait_of(conversation_of(cast), NOW - timedelta(days=3 + number * 50 / count)).save()


def test_forgotten_conversations_never_make_an_absurd_time(cast):
    waits(conversation_of(cast), minutes=MINUTES)
    forget_many(cast, count=60)
    told = estimate(cast.inbox, at=NOW)
    assert told is None or told.due_at - NOW <= estimating.FARTHEST


def test_where_history_says_nothing_that_anybody_expects_the_target_is_told(cast):
    with time_machine.travel(NOW - timedelta(days=90), tick=False):
        define(Draft(name="All", targets={(20, "first_response"): 4 * 3600}), by=cast.ruth.as_actor)
    waits(conversation_of(cast), minutes=[60 * 24 * 40] * 60, apart=60 * 4)
    told = estimate(cast.inbox, at=NOW)
    assert (told.basis, told.due_at) == ("target", NOW + timedelta(hours=4))
