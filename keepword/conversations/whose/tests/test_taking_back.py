"""It was put right wrongly: one press puts it back, once, unless something stands against it."""

import pytest

from keepword.conversations.inbound import Thread
from keepword.conversations.models import Conversation, Participant
from keepword.conversations.receiving import receive
from keepword.conversations.replying import answer_addresses, reply
from keepword.conversations.whose.putting_right import CannotChange, give_to, give_to_address
from keepword.conversations.whose.taking_back import TooLate, change_of, take_back
from keepword.kit import clock
from keepword.people.identifying import Person, identify
from keepword.people.models import Contact
from tests import cast as stage

pytestmark = pytest.mark.django_db

CARL = "carl@elsewhere.example"


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def one(cast):
    return stage.conversation_of(cast)


@pytest.fixture
def carl():
    return identify(address=CARL, name="Carl Customer")


def now(conversation):
    return Conversation.objects.get(pk=conversation.pk)


def wrote(cast, conversation, *, address="ann@customer.example", name="Ann Lee", **more):
    thread = Thread(conversation_id=conversation.pk)
    return receive(stage.written(address=address, name=name, thread=thread, **more), inbox=cast.inbox)


def test_taken_back_it_is_as_it_was(cast, one, carl):
    wrote(cast, one, address="boss@customer.example", name="Boss")
    before = list(Participant.objects.order_by("id").values())
    change = give_to(one, to=carl, by=cast.mina.as_actor)
    assert take_back(one, change=change, by=cast.mina.as_actor)
    assert now(one).contact.name == "Ann Lee"
    assert list(Participant.objects.order_by("id").values()) == before
    assert not take_back(one, change=change, by=cast.dave.as_actor)


def test_who_was_answered_meanwhile_may_still_answer_back(cast, one, carl):
    change = give_to(one, to=carl, by=cast.mina.as_actor)
    reply(one, text="Dear Carl", by=cast.mina)
    take_back(one, change=change, by=cast.mina.as_actor)
    assert answer_addresses(one) == ["ann@customer.example"]
    assert wrote(cast, one, address=CARL, name="Carl").warnings == []
    assert answer_addresses(one) == ["ann@customer.example"]


def test_one_who_took_part_unproved_is_so_again(cast, one, carl):
    wrote(cast, one, address=CARL, name="Carl")
    change = give_to(one, to=carl, by=cast.mina.as_actor)
    take_back(one, change=change, by=cast.mina.as_actor)
    part = one.participants.get(address=CARL)
    assert (part.is_trusted, part.is_bystander) == (False, False)


def test_it_cannot_be_taken_back_once_it_is_a_third_ones(cast, one, carl):
    change = give_to(one, to=carl, by=cast.mina.as_actor)
    give_to_address(one, person=Person("third@elsewhere.example"), by=cast.mina)
    with pytest.raises(TooLate) as error:
        take_back(one, change=change, by=cast.mina.as_actor)
    assert error.value.why == "changed"


def test_nor_to_somebody_who_was_forgotten(cast, one, carl):
    change = give_to(one, to=carl, by=cast.mina.as_actor)
    Contact.objects.filter(name="Ann Lee").update(erased_at=clock.now())
    with pytest.raises(TooLate) as error:
        take_back(one, change=change, by=cast.mina.as_actor)
    assert error.value.why == "erased"
    with pytest.raises(CannotChange):
        give_to(one, to=Contact.objects.get(name="Ann Lee"), by=cast.mina.as_actor)


def test_a_change_of_another_conversation_is_none_of_this_one(cast, one, carl):
    change = give_to(one, to=carl, by=cast.mina.as_actor)
    other = stage.conversation_of(cast, "ko")
    assert change_of(other, number=change.pk) is None
    assert change_of(one, number=change.pk) == change
