"""An answer within five minutes is offered as the target of live chats, counted by the clocks, and shown."""

from datetime import timedelta

import pytest
import time_machine

from keepword.conversations.chatting.seating import take_chats
from keepword.conversations.chatting.taking import take
from keepword.conversations.inbound import Thread
from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import PRIORITIES
from keepword.conversations.receiving import receive
from keepword.conversations.replying import reply
from keepword.kit import clock
from keepword.promises.clocks import policies
from keepword.promises.clocks.policies import Draft, define
from keepword.promises.models import Clock, SlaPolicy
from keepword.web.tests.test_chats import PART
from tests import cast as stage

FIVE_MINUTES = 300


@pytest.fixture
def aimed(cast, ruth):
    """Ruth, who had a target for everything, takes the offer as it stands in the form."""
    policies.forget()
    define(Draft("Everything", {(20, "first_response"): 4 * 3600}), by=cast.ruth.as_actor)
    form = ruth.get("/settings/policies/new?like=chat").content.decode()
    assert form.count('value="5m"') == 8
    lengths = {f"{kind}-{name}": "5m" for kind in ("first_response", "next_response") for name in PRIORITIES}
    wanted = {"name": "Chat", "channels": ["chat"], "is_business": "yes", "pauses_for_customer": "on", "warn_at": "50"}
    assert ruth.post("/settings/policies/new", wanted | lengths).status_code == 302
    return cast


def test_it_is_offered_where_chats_and_where_targets_are_set(ruth):
    offer = "/settings/policies/new?like=chat"
    assert offer in ruth.get("/settings/policies").content.decode()
    assert offer in ruth.get("/settings/chats").content.decode()


def test_it_stands_before_what_is_for_everything(aimed, ruth):
    assert [one.name for one in SlaPolicy.objects.in_force()] == ["Chat", "Everything"]
    assert ">Chat</a>" in ruth.get("/settings/chats").content.decode()


def test_a_chat_is_due_in_five_minutes_and_each_further_word_too(aimed):
    with time_machine.travel(clock.now().replace(microsecond=0) + timedelta(seconds=1), tick=False) as now:
        chat = stage.conversation_of(aimed, channel="chat")
        mail = stage.conversation_of(aimed)
        assert due(chat) == clock.now() + timedelta(seconds=FIVE_MINUTES)
        assert due(mail) == clock.now() + timedelta(hours=4)
        now.shift(240)
        reply(chat, text="Good morning.", by=aimed.mina)
        now.shift(60)
        assert due(chat) is None
        receive(stage.written(channel="chat", thread=Thread(conversation_id=chat.pk)), inbox=aimed.inbox)
        assert due(chat) == clock.now() + timedelta(seconds=FIVE_MINUTES)
        now.shift(FIVE_MINUTES + 1)
        reply(chat, text="Sorry.", by=aimed.mina)
    told = Clock.objects.filter(conversation=chat).order_by("id").values_list("kind", "outcome")
    assert list(told) == [("first_response", "met"), ("next_response", "met_late")]


def test_who_chats_sees_when_it_is_due(aimed, mina):
    take_chats(aimed.mina, by=aimed.mina.as_actor)
    chat = stage.conversation_of(aimed, channel="chat")
    take(chat, by=aimed.mina)
    said = f'data-due="{due(chat).isoformat()}"'
    assert said in mina.get("/chats", headers=PART).content.decode()
    assert said in mina.get(f"/conversations/{chat.pk}").content.decode()


def due(conversation):
    return Conversation.objects.get(pk=conversation.pk).due_at
