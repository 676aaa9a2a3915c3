"""Whether somebody would answer a visitor now."""

from datetime import timedelta

import pytest

from keepword.conversations.chatting.availability import somebody_takes_chats
from keepword.conversations.chatting.seating import limit_chats, screen_is_open, take_chats, take_no_chats
from keepword.conversations.models import Chat
from keepword.conversations.models.chat import RUNNING
from keepword.conversations.routing.setting import go_away, set_capacity
from keepword.events.actor import SYSTEM
from keepword.kit import clock
from keepword.people.models import Agent
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


def is_somebody_there(cast, **later):
    return somebody_takes_chats(cast.brand, now=clock.now() + timedelta(**later))


def test_nobody_takes_chats_until_they_say_so(cast):
    assert not is_somebody_there(cast)
    take_chats(cast.mina, by=cast.mina.as_actor)
    assert is_somebody_there(cast)
    take_no_chats(cast.mina, by=cast.mina.as_actor)
    assert not is_somebody_there(cast)


def test_whoever_has_no_screen_open_is_not_there(cast):
    take_chats(cast.mina, by=cast.ruth.as_actor)
    assert not is_somebody_there(cast)
    screen_is_open(cast.mina)
    assert is_somebody_there(cast)
    assert not is_somebody_there(cast, minutes=3)


def test_who_may_not_see_the_inbox_answers_nobody_there(cast):
    take_chats(cast.stranger, by=cast.stranger.as_actor)
    assert not is_somebody_there(cast)


def test_whoever_is_away_takes_none(cast):
    take_chats(cast.mina, by=cast.mina.as_actor)
    set_capacity(cast.mina, most=None, skills=[], by=SYSTEM)
    go_away(cast.mina, by=cast.mina.as_actor)
    assert not is_somebody_there(cast)


def test_a_full_agent_is_not_offered_to_one_more_visitor(cast):
    take_chats(cast.mina, by=cast.mina.as_actor)
    limit_chats(cast.mina, most=1, by=cast.ruth.as_actor)
    held = stage.conversation_of(cast, channel="chat")
    held.change(assignee=cast.mina)
    Chat.objects.update_or_create(conversation=held, defaults={"state": RUNNING, "began_at": clock.now()})
    assert not is_somebody_there(cast)
    limit_chats(cast.mina, most=None, by=cast.ruth.as_actor)
    assert is_somebody_there(cast)


def test_an_open_screen_of_who_takes_none_is_not_written_down(cast):
    screen_is_open(cast.mina)
    assert Agent.objects.get(pk=cast.mina.pk).screen_at is None
