"""What one shift tells the next."""

import pytest

from keepword.conversations.assigning import assign
from keepword.conversations.handing_over import hand_over, put_back, still_mine, take_over
from keepword.conversations.models import HandOver
from keepword.conversations.replying import NothingToSay
from keepword.conversations.resolving import resolve
from keepword.events.models import Event
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


def test_a_note_names_conversations_by_their_reference(cast):
    one, other = stage.conversation_of(cast), stage.conversation_of(cast, "ko")
    note = hand_over(
        text=f"{one.reference.lower()} 고객님이 기다리세요. 📦\nAlso {other.reference}, NOSUCH1", by=cast.mina
    )
    assert set(note.conversations.all()) == {one, other}
    assert Event.objects.filter(name="shift.handed_over").count() == 1


def test_whoever_may_not_see_a_conversation_links_nothing_to_it(cast):
    conversation = stage.conversation_of(cast)
    assert not hand_over(text=f"See {conversation.reference}", by=cast.stranger).conversations.exists()


def test_a_form_that_comes_twice_leaves_one_note(cast):
    first = hand_over(text="The printer is on fire", by=cast.mina, team=cast.team)
    assert hand_over(text=" The printer is on fire\n", by=cast.mina, team=cast.team) == first
    take_over(first, by=cast.dave)
    assert hand_over(text="The printer is on fire", by=cast.mina, team=cast.team) != first


@pytest.mark.parametrize("text", ["", " \n", "\x00"])
def test_an_empty_note_is_refused(cast, text):
    with pytest.raises(NothingToSay):
        hand_over(text=text, by=cast.mina)


def test_a_team_s_note_is_for_the_team(cast):
    for_team = hand_over(text="For the shop", by=cast.mina, team=cast.team)
    for_all = hand_over(text="For everybody", by=cast.mina)
    assert set(HandOver.objects.visible_to(cast.dave)) == {for_team, for_all}
    assert set(HandOver.objects.visible_to(cast.ruth)) == {for_team, for_all}
    assert set(HandOver.objects.visible_to(cast.stranger)) == {for_all}


def test_who_takes_it_over_first_has_it_until_it_is_put_back(cast):
    note = hand_over(text="Two calls to make", by=cast.mina)
    assert take_over(note, by=cast.dave)
    assert not take_over(note, by=cast.ruth)
    assert note.taken_by == cast.dave
    assert not HandOver.objects.waiting().exists()
    assert put_back(note, by=cast.dave)
    assert not put_back(note, by=cast.dave)
    assert list(HandOver.objects.waiting()) == [note]
    assert list(Event.objects.filter(name__startswith="shift.").order_by("id").values_list("name", flat=True)) == [
        "shift.handed_over",
        "shift.taken_over",
        "shift.put_back",
    ]


def test_what_is_still_mine_is_what_i_leave_behind(cast):
    mine, done, other = (stage.conversation_of(cast) for _ in range(3))
    for conversation in (mine, done):
        assign(conversation, to=cast.mina, by=cast.mina.as_actor)
    resolve(done, by=cast.mina.as_actor)
    assert still_mine(cast.mina) == [mine]
    assert other not in still_mine(cast.mina)
