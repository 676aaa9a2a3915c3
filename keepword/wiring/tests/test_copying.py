"""A large database that is measured is a small one several times over, and every part of it holds together."""

from datetime import timedelta

import pytest
from django.db import connection

from keepword.conversations.finding.results import find
from keepword.conversations.models import Conversation, Message, MessageReference, Participant
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.models import Agent, Contact, Identity
from keepword.promises.models import Wait
from keepword.wiring.bench.copying import MOST, copies
from keepword.wiring.demo import filling
from keepword.wiring.demo.writing import SPAN_DAYS

pytestmark = pytest.mark.django_db
SIZE = 40
SPAN = timedelta(days=SPAN_DAYS)
WHOLE = (Contact, Identity, Conversation, Participant, Message, MessageReference, Event, Wait)


@pytest.fixture
def before():
    """How many there are of each, and the last number of each."""
    filling.fill(conversations=SIZE, seed=2, password=None, each=3, until=clock.now() - 2 * SPAN)
    return {model: (model.objects.count(), model.objects.order_by("-pk")[0].pk) for model in WHOLE}


@pytest.fixture
def thrice(before):
    assert list(copies(2)) == [1, 2]
    return before


def trio(before):
    """The numbers of one conversation and its two copies."""
    count, last = before[Conversation]
    first = last - count + 1
    return first, first + last, first + 2 * last


def test_three_times_as_large_is_three_times_everything(thrice):
    for model, (count, last) in thrice.items():
        assert model.objects.count() == 3 * count, model
        assert model.objects.order_by("-pk")[0].pk == 3 * last
    connection.check_constraints()


def test_a_copy_is_of_its_own_customer_and_happened_a_span_later(thrice):
    first, _, last = (Conversation.objects.get(pk=number) for number in trio(thrice))
    assert (last.subject, last.status) == (first.subject, first.status)
    assert last.created_at - first.created_at == 2 * SPAN
    assert last.contact.identities.get().value == "2." + first.contact.identities.get().value
    said, again = (list(Message.objects.filter(conversation=one).order_by("id")) for one in (first, last))
    assert [one.text for one in again] == [one.text for one in said]
    assert [one.at - other.at for one, other in zip(again, said, strict=True)] == [2 * SPAN] * 3
    assert {one.contact_id for one in again if one.kind == "inbound"} == {last.contact_id}
    facts = Event.objects.filter(conversation_id=last.pk, name="message.received")
    assert {fact.message_id for fact in facts} == {one.pk for one in again if one.kind == "inbound"}
    assert {fact.actor_id for fact in facts} == {last.contact_id}


def test_what_sleeps_wakes_up_when_it_would_have(before):
    until = clock.now() + timedelta(days=1)
    Conversation.objects.filter(pk=trio(before)[0]).update(status="snoozed", snoozed_until=until)
    list(copies(2))
    asleep = Conversation.objects.filter(status="snoozed").order_by("pk").values_list("pk", "snoozed_until")
    assert list(asleep) == [(number, until) for number in trio(before)]


def test_copies_are_found_by_their_words(thrice):
    agent = Agent.objects.order_by("id")[0]
    word = Conversation.objects.get(pk=trio(thrice)[0]).subject.split()[0]
    found = {conversation for _, conversation in find(word, agent=agent, limit=100).hits}
    assert set(trio(thrice)) <= found


def test_the_next_one_gets_a_number_of_its_own(thrice):
    contact = Contact.objects.create(name="New", created_at=clock.now())
    assert contact.pk == 3 * thrice[Contact][1] + 1


def test_more_copies_than_there_are_marks_are_refused(before):
    with pytest.raises(ValueError, match=str(MOST + 1)):
        next(copies(MOST + 1))
