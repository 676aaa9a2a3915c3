"""What has to do with each other: links, the cases of a problem, and which ones are suggested."""

import pytest

from keepword.conversations.history.lines import history
from keepword.conversations.joining.gathering import CannotGather, cases_of, gather, release, unfinished_cases
from keepword.conversations.joining.relating import NotToItself, part, relate, related
from keepword.conversations.joining.suggesting import candidates
from keepword.conversations.models import Conversation, Inbox
from keepword.conversations.receiving import receive
from keepword.conversations.resolving import resolve
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def elsewhere(cast):
    """A conversation that the shop's agents may not see."""
    inbox = Inbox.objects.create(name="Board", address="board@leafloom.example", brand=cast.brand)
    inbox.teams.create(name="Board")
    return receive(stage.written(), inbox=inbox).conversation


def test_a_link_is_seen_from_both_sides_and_taken_away_from_either(cast):
    one, two = stage.conversation_of(cast), stage.conversation_of(cast, "ko")
    assert relate(one, to=two, by=cast.mina.as_actor)
    assert not relate(two, to=one, by=cast.mina.as_actor)
    assert [related(one, to=cast.mina), related(two, to=cast.mina)] == [[two], [one]]
    assert two.reference in history(one)[-1].text
    assert part(two, from_=one, by=cast.mina.as_actor)
    assert not part(two, from_=one, by=cast.mina.as_actor)
    assert related(one, to=cast.mina) == []
    with pytest.raises(NotToItself):
        relate(one, to=one, by=cast.mina.as_actor)


def test_a_link_shows_nobody_what_they_may_not_see(cast, elsewhere):
    here = stage.conversation_of(cast)
    relate(here, to=elsewhere, by=cast.ruth.as_actor)
    gather(elsewhere, under=here, by=cast.ruth.as_actor)
    assert related(here, to=cast.ruth) == cases_of(here, to=cast.ruth) == [elsewhere]
    assert related(here, to=cast.mina) == cases_of(here, to=cast.mina) == []
    assert unfinished_cases(here, to=cast.mina) == []


def test_the_cases_of_a_problem_are_gathered_and_let_go(cast):
    problem, case = stage.conversation_of(cast), stage.conversation_of(cast, "ko")
    assert gather(case, under=problem, by=cast.mina.as_actor)
    assert not gather(case, under=problem, by=cast.mina.as_actor)
    assert unfinished_cases(problem, to=cast.mina) == [case.pk]
    resolve(case, by=cast.mina.as_actor)
    assert unfinished_cases(problem, to=cast.mina) == []
    for wrong, under, why in ((problem, problem, "itself"), (problem, stage.conversation_of(cast), "problem")):
        with pytest.raises(CannotGather) as caught:
            gather(wrong, under=under, by=cast.mina.as_actor)
        assert caught.value.why == why
    with pytest.raises(CannotGather):
        gather(stage.conversation_of(cast), under=case, by=cast.mina.as_actor)
    assert release(case, by=cast.mina.as_actor)
    assert not release(Conversation.objects.get(pk=case.pk), by=cast.mina.as_actor)


def test_the_same_customers_conversations_are_suggested_first_then_those_with_the_same_words(cast, elsewhere):
    here = stage.conversation_of(cast)
    own = stage.conversation_of(cast, subject="Something else")
    alike = stage.conversation_of(cast, "ko", subject=here.subject)
    stage.conversation_of(cast, "zh-Hans")
    found = candidates(here, query="", to=cast.mina)
    assert [one.conversation.pk for one in found] == [own.pk, alike.pk]
    assert [one.is_same_customer for one in found] == [True, False]
    assert elsewhere.pk in [one.conversation.pk for one in candidates(here, query="", to=cast.ruth)]


def test_another_one_is_found_by_its_reference_or_its_words(cast, elsewhere):
    here, wang = stage.conversation_of(cast), stage.conversation_of(cast, "zh-Hans")
    for query in (wang.reference.lower(), "包裹", "订单"):
        assert [one.conversation.pk for one in candidates(here, query=query, to=cast.mina)] == [wang.pk]
    assert candidates(here, query=elsewhere.reference, to=cast.mina) == []
