"""What a customer may want is handed over without pushing, and what came of it comes back."""

import pytest
from django.db import IntegrityError, transaction

from keepword.conversations.models import InternalTask
from keepword.conversations.opportunities.deciding import NoOpportunity, decide
from keepword.conversations.opportunities.handing import BadKind, NoOffers, NotAsked, Wanted, hand_to_sales
from keepword.conversations.opportunities.listing import by_month, open_opportunities, opportunities_of
from keepword.conversations.tasks.finishing import NoOutcome, finish, take_up
from keepword.conversations.tasks.giving import Asked, NoWords, give
from keepword.conversations.tasks.owning import NotForThem
from keepword.events.models import Event
from keepword.people.merging.merging import merge
from keepword.people.merging.unmerging import unmerge
from keepword.people.models import Contact, Team
from keepword.people.offering import allow_offers, stop_offers
from keepword.privacy.erasing import erase
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def conversation(cast):
    return stage.conversation_of(cast, "zh-Hans")


def wanted(cast, **changes):
    said = {"kind": "upgrade", "words": "她想要更大的书架 🪴", "team": cast.team, "ground": "asked"}
    return Wanted(**(said | changes))


def test_it_is_a_task_of_the_team_and_whoever_handed_it_over_hears_the_outcome(cast, conversation):
    task = hand_to_sales(conversation, wanted=wanted(cast), by=cast.mina)
    assert (task.team, task.opportunity, task.ground, task.is_open) == (cast.team, "upgrade", "asked", True)
    assert list(open_opportunities(cast.dave)) == [task]
    assert decide(task, outcome="bought", words="两个 🎉", by=cast.dave)
    assert not decide(task, outcome="not_now", by=cast.ruth)  # the first counts
    task.refresh_from_db()
    assert (task.outcome, task.result) == ("bought", "两个 🎉")
    told = Event.objects.get(name="task.done").data
    assert (told["agents"], told["outcome"]) == ([cast.mina.pk], "bought")
    assert Contact.objects.get(pk=conversation.contact_id).no_offers_since is None


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"ground": "not_asked"}, NotAsked),
        ({"ground": ""}, NotAsked),
        ({"kind": "yacht"}, BadKind),
        ({"kind": ""}, BadKind),
        ({"words": " \n"}, NoWords),
    ],
)
def test_nobody_pushes_what_nobody_asked_for(cast, conversation, changes, error):
    with pytest.raises(error):
        hand_to_sales(conversation, wanted=wanted(cast, **changes), by=cast.mina)
    assert not InternalTask.objects.exists()


def test_the_database_itself_knows_no_opportunity_without_a_ground(cast, conversation):
    task = hand_to_sales(conversation, wanted=wanted(cast), by=cast.mina)
    with pytest.raises(IntegrityError), transaction.atomic():
        InternalTask.objects.filter(pk=task.pk).update(ground="")


def test_never_again_lasts_until_they_ask(cast, conversation):
    decide(hand_to_sales(conversation, wanted=wanted(cast), by=cast.mina), outcome="never", by=cast.dave)
    other = stage.conversation_of(cast, "zh-Hans")
    with pytest.raises(NoOffers):
        hand_to_sales(other, wanted=wanted(cast), by=cast.mina)
    contact = Contact.objects.get(pk=conversation.contact_id)
    assert allow_offers(contact, by=cast.ruth.as_actor)
    assert not allow_offers(contact, by=cast.ruth.as_actor)
    assert hand_to_sales(other, wanted=wanted(cast), by=cast.mina)


def test_never_again_follows_a_person_who_is_merged_and_comes_apart(cast, conversation):
    ann = stage.conversation_of(cast).contact
    stop_offers(conversation.contact, by=cast.ruth.as_actor)
    merged = merge(conversation.contact, into=ann, by=cast.ruth)
    assert Contact.objects.get(pk=ann.pk).no_offers_since is not None
    unmerge(merged, by=cast.ruth)
    assert Contact.objects.get(pk=ann.pk).no_offers_since is None
    assert Contact.objects.get(pk=conversation.contact_id).no_offers_since is not None


def test_it_is_not_finished_without_saying_what_came_of_it(cast, conversation):
    task = hand_to_sales(conversation, wanted=wanted(cast), by=cast.mina)
    with pytest.raises(NoOutcome):
        finish(task, by=cast.dave)
    with pytest.raises(NoOutcome):
        decide(task, outcome="sold", by=cast.dave)
    decide(task, outcome="not_now", by=cast.dave)
    take_up(task, by=cast.dave)
    task.refresh_from_db()
    assert (task.is_open, task.outcome) == (True, "")


def test_another_task_has_no_outcome(cast, conversation):
    task = give(Asked("Call", agent=cast.dave), by=cast.mina, conversation=conversation)
    with pytest.raises(NoOpportunity):
        decide(task, outcome="bought", by=cast.dave)


def test_a_form_sent_twice_hands_over_once(cast, conversation):
    first, second = (hand_to_sales(conversation, wanted=wanted(cast), by=cast.mina, mark="x") for _ in range(2))
    assert first == second


def test_a_team_that_may_not_see_the_customer_is_not_told(cast, conversation):
    with pytest.raises(NotForThem):
        hand_to_sales(conversation, wanted=wanted(cast, team=Team.objects.create(name="Elsewhere")), by=cast.mina)


def test_months_count_outcomes_and_nobody_by_name(cast, conversation):
    for outcome in ("bought", "bought", "not_right", ""):
        task = hand_to_sales(conversation, wanted=wanted(cast), by=cast.mina)
        if outcome:
            decide(task, outcome=outcome, by=cast.dave)
    (month,) = by_month(cast.mina)
    assert (month.handed_over, month.outcomes["bought"], month.outcomes["not_right"], month.outcomes[""]) == (
        4,
        2,
        1,
        1,
    )
    assert by_month(cast.stranger) == []


def test_a_stranger_sees_none_of_it(cast, conversation):
    hand_to_sales(conversation, wanted=wanted(cast), by=cast.mina)
    assert list(open_opportunities(cast.stranger)) == []
    assert opportunities_of(conversation.contact, agent=cast.stranger) == []
    assert len(opportunities_of(conversation.contact, agent=cast.dave)) == 1


def test_an_erased_person_leaves_no_words_in_it(cast, conversation):
    task = hand_to_sales(conversation, wanted=wanted(cast), by=cast.mina)
    decide(task, outcome="never", words="不要", by=cast.dave)
    erase(conversation.contact, by=cast.ruth)
    task.refresh_from_db()
    assert (task.words, task.result, task.outcome) == ("", "", "never")
    assert Contact.objects.get(pk=conversation.contact_id).no_offers_since is None
