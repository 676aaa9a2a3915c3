from datetime import timedelta

import pytest
import time_machine

from keepword.conversations.delivering import mark_failed
from keepword.conversations.marking_spam import mark_spam
from keepword.conversations.replying import reply
from keepword.conversations.resolving import resolve
from keepword.promises.models import PublishedWait
from keepword.promises.waits.estimating import Estimate
from keepword.promises.waits.holding import settle
from keepword.promises.waits.publishing import publish
from keepword.promises.waits.tests.past import NOW
from tests import cast as stage

pytestmark = pytest.mark.django_db
DUE = NOW + timedelta(hours=2)
TOLD = Estimate(DUE, 7200, "history", 40, "kind", NOW + timedelta(hours=1))


@pytest.fixture
def travel():
    with time_machine.travel(NOW, tick=False) as moved:
        yield moved


@pytest.fixture
def cast(travel):
    return stage.gather()


@pytest.fixture
def conversation(cast):
    conversation = stage.conversation_of(cast)
    publish(conversation, told=TOLD, said_at=NOW)
    return conversation


def outcome() -> tuple:
    settle()
    return PublishedWait.objects.values_list("outcome", "known_at").get()


def test_it_is_open_until_somebody_answers_or_the_time_has_passed(conversation, travel):
    travel.move_to(DUE - timedelta(seconds=1))
    assert outcome() == ("", None)


def test_an_answer_in_time_is_known_from_its_own_instant(conversation, cast, travel):
    travel.move_to(NOW + timedelta(hours=1))
    reply(conversation, text="Here it is.", by=cast.mina)
    travel.move_to(DUE + timedelta(days=3))
    assert outcome() == ("held", NOW + timedelta(hours=1))


def test_a_time_that_passed_was_missed_then_however_late_somebody_looks(conversation, cast, travel):
    travel.move_to(DUE + timedelta(days=3))
    reply(conversation, text="Sorry.", by=cast.mina)
    assert outcome() == ("missed", DUE)


def test_an_answer_on_the_last_second_holds(conversation, cast, travel):
    travel.move_to(DUE)
    reply(conversation, text="Here it is.", by=cast.mina)
    assert outcome() == ("held", DUE)


def test_who_needed_no_answer_says_nothing_about_it(conversation, cast, travel):
    travel.move_to(NOW + timedelta(hours=1))
    resolve(conversation, by=cast.mina.as_actor)
    assert outcome() == ("never", NOW + timedelta(hours=1))


def test_spam_was_promised_nothing(conversation, cast, travel):
    mark_spam(conversation, by=cast.mina.as_actor)
    travel.move_to(DUE + timedelta(minutes=1))
    assert outcome()[0] == "never"


def test_an_answer_that_failed_held_nothing(conversation, cast, travel):
    travel.move_to(NOW + timedelta(hours=1))
    answer = reply(conversation, text="Here it is.", by=cast.mina)
    assert outcome()[0] == "held"
    mark_failed(answer, reason="refused", detail="550 no such user")
    assert outcome() == ("", None)
    travel.move_to(DUE + timedelta(hours=1))
    assert outcome() == ("missed", DUE)


def test_all_outcomes_can_be_read_anew(conversation, cast, travel):
    travel.move_to(NOW + timedelta(hours=1))
    reply(conversation, text="Here it is.", by=cast.mina)
    first = outcome()
    PublishedWait.objects.update(outcome="", known_at=None)
    travel.move_to(DUE + timedelta(days=30))
    assert outcome() == first


def test_what_is_published_twice_is_kept_once(conversation):
    publish(conversation, told=TOLD, said_at=NOW)
    assert PublishedWait.objects.count() == 1


def test_a_thousand_outcomes_are_settled_in_few_queries(conversation, cast, travel, django_assert_max_num_queries):
    row = PublishedWait.objects.get()
    for number in range(20):
        row.pk, row.said_at = None, NOW + timedelta(seconds=number + 1)
        row.save()
    travel.move_to(DUE + timedelta(hours=1))
    with django_assert_max_num_queries(8):
        assert settle() == 21


def test_a_stranger_sees_nothing_of_it(conversation, cast):
    assert not PublishedWait.objects.visible_to(cast.stranger).exists()
    assert PublishedWait.objects.visible_to(cast.mina).exists()
