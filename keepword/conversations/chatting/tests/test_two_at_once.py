"""Two agents press "Take" at one moment: one has it, the other is told who."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from keepword.conversations.chatting.seating import limit_chats, take_chats
from keepword.conversations.chatting.taking import NotToTake, take
from keepword.conversations.models import Chat, Conversation
from keepword.conversations.receiving import receive
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from tests import cast as stage

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor == 'sqlite'", reason="A database in memory does not let writers wait"),
]


@pytest.fixture
def cast():
    cast = stage.gather()
    for agent in (cast.mina, cast.dave):
        take_chats(agent, by=agent.as_actor)
    return cast


def at_one_moment(*acts):
    """What each of them came to, on a connection of its own."""
    together = Barrier(len(acts))

    def run(act):
        try:
            together.wait(timeout=30)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def taken_by(agent, number):
    try:
        take(Conversation.objects.get(pk=number), by=agent)
    except NotToTake as refused:
        return refused.by
    return None


def test_one_of_two_has_the_chat_and_the_other_is_told_who(cast):
    number = stage.conversation_of(cast, channel="chat").pk
    told = at_one_moment(lambda: taken_by(cast.mina, number), lambda: taken_by(cast.dave, number))
    holder = Conversation.objects.get(pk=number).assignee
    assert sorted(told, key=bool) == [None, holder]
    assert Event.objects.filter(name="chat.taken").count() == 1


def test_two_chats_that_begin_at_one_moment_do_not_ring_for_one_who_takes_one(cast):
    for agent in (cast.mina, cast.dave):
        limit_chats(agent, most=1, by=SYSTEM)
    ann, wang = stage.written(channel="chat"), stage.written("zh-Hans", channel="chat")
    at_one_moment(lambda: receive(ann, inbox=cast.inbox), lambda: receive(wang, inbox=cast.inbox))
    assert set(Chat.objects.values_list("rings_for", flat=True)) == {cast.mina.pk, cast.dave.pk}
