"""A chat rings until somebody takes it."""

from datetime import timedelta

import pytest

from keepword.conversations.assigning import assign
from keepword.conversations.chatting.handing_on import NotRunning, NotThere, hand_to_agent, hand_to_team
from keepword.conversations.chatting.ringing import ring_on
from keepword.conversations.chatting.seating import limit_chats, take_chats
from keepword.conversations.chatting.taking import NotToTake, take
from keepword.conversations.inbound import Thread
from keepword.conversations.models import Chat, Conversation, Message
from keepword.conversations.receiving import receive
from keepword.conversations.replying import reply
from keepword.conversations.resolving import resolve
from keepword.conversations.routing.setting import set_capacity, set_routing
from keepword.events import working
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.models import Agent
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = stage.gather()
    for agent in (cast.mina, cast.dave, cast.stranger):
        take_chats(agent, by=agent.as_actor)
    return cast


def begun(cast, language="en"):
    return stage.conversation_of(cast, language, channel="chat")


def chat_of(conversation):
    return Chat.objects.get(conversation=conversation)


def nobody_takes_it(conversation):
    """Its time is over."""
    Chat.objects.filter(conversation=conversation).update(rings_until=clock.now() - timedelta(seconds=1))
    ring_on()
    return chat_of(conversation)


def fresh(conversation):
    return Conversation.objects.get(pk=conversation.pk)


def test_a_visitors_first_words_ring_for_one_who_sees_the_inbox(cast):
    conversation = begun(cast)
    assert chat_of(conversation).rings_for == cast.mina
    assert fresh(conversation).assignee is None
    assert Event.objects.get(name="chat.rang").data == {"to": [cast.mina.pk]}


def test_a_mail_rings_for_nobody(cast):
    stage.conversation_of(cast)
    assert not Chat.objects.exists()


def test_who_answers_in_the_visitors_language_is_asked_first(cast):
    Agent.objects.filter(pk=cast.dave.pk).update(languages=["ko"])
    assert chat_of(begun(cast, "ko")).rings_for == cast.dave


def test_a_demanded_skill_is_demanded_of_chats_too(cast):
    set_routing(cast.inbox, way="by_load", minds_language=True, skill="tea", by=SYSTEM)
    set_capacity(cast.dave, most=None, skills=["tea"], by=SYSTEM)
    assert chat_of(begun(cast)).rings_for == cast.dave


def test_the_next_chat_rings_for_whoever_holds_less(cast):
    take(begun(cast), by=cast.mina)
    assert chat_of(begun(cast)).rings_for == cast.dave


def test_it_rings_for_the_next_then_for_all_then_the_visitor_is_told(cast):
    conversation = begun(cast)
    assert nobody_takes_it(conversation).rings_for == cast.dave
    for_all = nobody_takes_it(conversation)
    assert for_all.state == "ringing" and for_all.rings_for is None
    assert nobody_takes_it(conversation).state == "unanswered"
    assert Event.objects.filter(name="chat.unanswered", conversation_id=conversation.pk).count() == 1


def test_it_is_unanswered_at_once_where_nobody_takes_chats(cast):
    Agent.objects.update(takes_chats=False)
    assert chat_of(begun(cast)).state == "unanswered"


def test_nobody_is_asked_beyond_their_limit(cast):
    limit_chats(cast.mina, most=1, by=SYSTEM)
    limit_chats(cast.dave, most=1, by=SYSTEM)
    take(begun(cast), by=cast.mina)
    take(begun(cast), by=cast.dave)
    third = chat_of(begun(cast))
    assert third.state == "ringing" and third.rings_for is None  # for all: whoever ends one may take it


def test_what_nobody_took_goes_by_the_ordinary_routing(cast):
    set_routing(cast.inbox, way="by_load", minds_language=True, skill="", by=SYSTEM)
    set_capacity(cast.dave, most=None, skills=[], by=SYSTEM)
    Agent.objects.update(takes_chats=False)
    conversation = begun(cast)
    while working.run_due():
        pass
    assert fresh(conversation).assignee == cast.dave


def test_a_ringing_chat_is_given_to_nobody_by_routing(cast):
    set_routing(cast.inbox, way="by_load", minds_language=True, skill="", by=SYSTEM)
    set_capacity(cast.dave, most=None, skills=[], by=SYSTEM)
    conversation = begun(cast)
    while working.run_due():
        pass
    assert fresh(conversation).assignee is None


def test_whoever_takes_it_has_it_and_the_other_is_told_who(cast):
    conversation = begun(cast)
    take(fresh(conversation), by=cast.dave)
    with pytest.raises(NotToTake) as refused:
        take(fresh(conversation), by=cast.mina)
    assert refused.value.by == cast.dave
    take(fresh(conversation), by=cast.dave)  # pressed twice
    assert Event.objects.filter(name="chat.taken").count() == 1
    assert fresh(conversation).assignee == cast.dave


def test_giving_it_to_somebody_by_hand_ends_the_ringing(cast):
    conversation = begun(cast)
    assign(conversation, to=cast.dave, by=cast.ruth.as_actor)
    assert chat_of(conversation).state == "running"


def test_what_is_taken_from_its_agent_rings_again(cast):
    conversation = begun(cast)
    take(conversation, by=cast.mina)
    assign(conversation, to=None, by=cast.mina.as_actor)
    ring_on()
    assert chat_of(conversation).state == "ringing"
    assert chat_of(conversation).rings_for is not None


def handed(cast):
    conversation = begun(cast)
    take(conversation, by=cast.mina)
    hand_to_agent(conversation, to=cast.dave, why="He knows teapots.", by=cast.mina)
    return conversation


def test_a_chat_stays_with_the_giver_until_the_colleague_takes_it(cast):
    conversation = handed(cast)
    assert fresh(conversation).assignee == cast.mina
    assert chat_of(conversation).rings_for == cast.dave
    take(fresh(conversation), by=cast.dave)
    assert fresh(conversation).assignee == cast.dave
    assert chat_of(conversation).note.text == "He knows teapots."
    [said] = Message.objects.filter(conversation=conversation, is_automatic=True, kind="reply")
    assert said.text == "Dave Ortiz will go on from here."


def test_who_goes_on_is_said_in_the_visitors_language(cast):
    conversation = begun(cast, "ko")
    take(conversation, by=cast.mina)
    hand_to_agent(conversation, to=cast.dave, why="언어", by=cast.mina)
    take(fresh(conversation), by=cast.dave)
    said = Message.objects.get(conversation=conversation, automatic_kind="chat_hand_over")
    assert said.language == "ko"
    assert "Dave Ortiz" in said.text and "will go on" not in said.text


def test_what_the_colleague_does_not_take_comes_back(cast):
    conversation = handed(cast)
    assert nobody_takes_it(conversation).state == "running"
    assert fresh(conversation).assignee == cast.mina
    assert Event.objects.get(name="chat.came_back").data["to"] == [cast.mina.pk]


def test_it_rings_for_others_when_the_giver_went_meanwhile(cast):
    take_chats(cast.ruth, by=cast.ruth.as_actor)
    conversation = handed(cast)
    Agent.objects.filter(pk=cast.mina.pk).update(takes_chats=False)
    assert nobody_takes_it(conversation).rings_for == cast.ruth


def test_handing_on_twice_by_one_form_is_once(cast):
    conversation = begun(cast)
    take(conversation, by=cast.mina)
    for _ in range(2):
        hand_to_agent(fresh(conversation), to=cast.dave, why="He knows.", by=cast.mina, form="f" * 32)
    assert Message.objects.filter(conversation=conversation, kind="note").count() == 1
    assert Event.objects.filter(name="chat.handed_on").count() == 1


def test_a_chat_is_given_to_a_team_and_then_is_theirs(cast):
    conversation = begun(cast)
    take(conversation, by=cast.mina)
    hand_to_team(conversation, to=cast.team, why="A question for the shop.", by=cast.mina)
    assert chat_of(conversation).rings_for is None
    take(fresh(conversation), by=cast.dave)
    assert fresh(conversation).team == cast.team


def test_nobody_hands_to_who_is_not_there_or_may_not_see_it(cast):
    conversation = begun(cast)
    take(conversation, by=cast.mina)
    with pytest.raises(NotThere):
        hand_to_agent(conversation, to=cast.stranger, why="x", by=cast.mina)
    with pytest.raises(NotRunning):
        hand_to_agent(conversation, to=cast.mina, why="x", by=cast.dave)
    assert not Message.objects.filter(kind="note").exists()


def says_more(cast, conversation):
    receive(stage.written(channel="chat", thread=Thread(conversation_id=conversation.pk)), inbox=cast.inbox)


def test_words_after_the_end_are_with_the_same_agent_when_they_are_there(cast):
    conversation = begun(cast)
    take(conversation, by=cast.mina)
    resolve(fresh(conversation), by=cast.mina.as_actor)
    assert chat_of(conversation).state == "over"
    says_more(cast, conversation)
    assert chat_of(conversation).state == "running"
    assert fresh(conversation).status == "open"


def test_words_after_the_end_ring_for_others_when_that_agent_is_gone(cast):
    conversation = begun(cast)
    take(conversation, by=cast.mina)
    resolve(fresh(conversation), by=cast.mina.as_actor)
    Agent.objects.filter(pk=cast.mina.pk).update(takes_chats=False)
    says_more(cast, conversation)
    assert chat_of(conversation).rings_for == cast.dave


def test_an_answer_without_taking_leaves_it_ringing_for_whoever_takes_it(cast):
    conversation = begun(cast)
    reply(conversation, text="Hello", by=cast.dave)
    assert chat_of(conversation).state == "ringing"


def test_what_is_resolved_rings_no_more(cast):
    conversation = begun(cast)
    resolve(conversation, by=cast.mina.as_actor)
    assert nobody_takes_it(conversation).state == "over"
