"""Live chats by program: who takes them, take, hand over, end; as restricted as the pages."""

import pytest

from keepword.api.tests.program import Program
from keepword.conversations.chatting.seating import take_chats
from keepword.conversations.chatting.taking import take
from keepword.conversations.models import Chat, Conversation, Message
from keepword.people.models import Agent
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    made = stage.gather()
    for agent in (made.mina, made.dave):
        take_chats(agent, by=agent.as_actor)
    return made


@pytest.fixture
def chat(cast):
    """It rings for one of the two."""
    return stage.conversation_of(cast, channel="chat")


def send(agent, method, path, body=None):
    return Program(agent).send(method, path, body)


def test_a_program_says_that_its_agent_takes_chats_and_who_is_there(cast):
    Agent.objects.update(takes_chats=False, screen_at=None)
    seat = f"/chats/seats/{cast.mina.pk}"
    taken = send(cast.mina, "PUT", seat).json()
    assert (taken["takes_chats"], taken["is_there"], taken["holds"], taken["most"]) == (True, True, 0, 3)
    known = {one["agent"]: one["is_there"] for one in send(cast.dave, "GET", "/chats/seats").json()["items"]}
    assert (known[cast.mina.pk], known[cast.dave.pk]) == (True, False)
    assert send(cast.mina, "DELETE", seat).json()["takes_chats"] is False
    assert not Agent.objects.get(pk=cast.mina.pk).takes_chats


def test_a_colleagues_seat_takes_whoever_manages_settings(cast):
    seat = f"/chats/seats/{cast.dave.pk}"
    Agent.objects.filter(pk=cast.dave.pk).update(takes_chats=False, screen_at=None)
    assert send(cast.mina, "PUT", seat).status_code == 403
    answer = send(cast.ruth, "PUT", seat).json()
    assert (answer["takes_chats"], answer["is_there"]) == (True, False)  # their screen says that they are there
    assert send(cast.ruth, "PUT", "/chats/seats/999").status_code == 404


def test_what_rings_is_listed_taken_once_and_refused_to_the_second(cast, chat):
    [item] = send(cast.mina, "GET", "/chats?state=ringing").json()["items"]
    assert (item["conversation"], item["state"], item["assignee"]) == (chat.pk, "ringing", None)
    taking = f"/conversations/{chat.pk}/chat/taking"
    assert send(cast.mina, "PUT", taking).json()["assignee"] == cast.mina.pk
    assert send(cast.mina, "PUT", taking).status_code == 200
    late = send(cast.dave, "PUT", taking)
    assert (late.status_code, late.json()["type"]) == (409, "urn:problem-type:keepword:taken")
    assert Conversation.objects.get(pk=chat.pk).assignee == cast.mina
    assert send(cast.mina, "GET", "/chats?state=ringing").json()["items"] == []
    assert send(cast.mina, "GET", "/chats?state=over").status_code == 422


def test_it_is_handed_over_with_a_word_and_ended(cast, chat):
    take(chat, by=cast.mina)
    giving = f"/conversations/{chat.pk}/chat/hand-over"
    offered = send(cast.mina, "PUT", giving, {"agent": cast.dave.pk, "why": "You know lamps."}).json()
    assert (offered["state"], offered["rings_for"], offered["given_by"]) == ("ringing", cast.dave.pk, cast.mina.pk)
    assert Message.objects.filter(conversation=chat, kind="note", text="You know lamps.").count() == 1
    assert send(cast.dave, "PUT", f"/conversations/{chat.pk}/chat/taking").json()["assignee"] == cast.dave.pk
    ended = send(cast.dave, "PUT", f"/conversations/{chat.pk}/chat/end")
    assert (ended.status_code, ended.json()["state"]) == (200, "over")
    assert send(cast.dave, "PUT", f"/conversations/{chat.pk}/chat/end").status_code == 200
    over = send(cast.mina, "PUT", f"/conversations/{chat.pk}/chat/taking")
    assert Chat.objects.get(conversation=chat).state == "over"
    assert over.status_code == 409


@pytest.mark.parametrize(
    ("who", "asked", "status"),
    [
        ("mina", {"why": "Look"}, 422),
        ("mina", {"agent": "dave", "team": 1, "why": "Look"}, 422),
        ("mina", {"agent": "dave", "why": " "}, 422),
        ("mina", {"agent": "ruth", "why": "Look"}, 409),
        ("mina", {"team": 999, "why": "Look"}, 409),
        ("dave", {"agent": "mina", "why": "Look"}, 409),
        ("stranger", {"agent": "mina", "why": "Look"}, 404),
    ],
)
def test_a_hand_over_that_cannot_be_says_why(cast, chat, who, asked, status):
    take(chat, by=cast.mina)
    said = {name: getattr(cast, value).pk if name == "agent" else value for name, value in asked.items()}
    assert send(getattr(cast, who), "PUT", f"/conversations/{chat.pk}/chat/hand-over", said).status_code == status
    assert Chat.objects.get(conversation=chat).state == "running"


def test_a_mail_is_no_chat(cast):
    mail = stage.conversation_of(cast)
    assert send(cast.mina, "GET", f"/conversations/{mail.pk}/chat").status_code == 404
    assert send(cast.mina, "PUT", f"/conversations/{mail.pk}/chat/end").status_code == 404
    assert Conversation.objects.get(pk=mail.pk).status == "open"
