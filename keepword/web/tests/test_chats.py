"""Live chats at the desk: what rings, who takes it, and how it is given on."""

from datetime import timedelta

import pytest

from keepword.conversations.chatting.handing_on import hand_to_agent
from keepword.conversations.chatting.rules import rules
from keepword.conversations.chatting.seating import take_chats
from keepword.conversations.chatting.taking import take
from keepword.conversations.models import Chat, Conversation, Message
from keepword.kit import clock
from keepword.people.models import Agent
from tests import cast as stage

PART = {"HX-Request": "true"}  # as an open page asks


@pytest.fixture
def chatting(cast):
    """Mina and Dave take chats; so does the stranger, who sees another inbox."""
    for agent in (cast.mina, cast.dave, cast.stranger):
        take_chats(agent, by=agent.as_actor)
    return cast


def begun(cast, **changes):
    return stage.conversation_of(cast, channel="chat", **changes)


def strip(client):
    return client.get("/chats", headers=PART).content.decode()


def test_an_agent_says_that_they_take_chats_and_the_page_shows_it(cast, mina):
    assert 'aria-checked="false"' in strip(mina)
    mina.post("/chats/seat", {"takes": "yes"})
    assert Agent.objects.get(pk=cast.mina.pk).takes_chats
    assert "I take chats" in mina.get("/inbox/mine").content.decode()
    mina.post("/chats/seat", {"takes": "no"})
    assert not Agent.objects.get(pk=cast.mina.pk).takes_chats


def test_it_rings_on_the_page_of_whom_it_is_offered_to_alone(chatting, mina, at_desk, stranger):
    conversation = begun(chatting)
    assert f'data-ring="{conversation.pk}"' in strip(mina)
    assert "It was due on Monday." in strip(mina)
    assert "data-ring=" not in strip(at_desk(chatting.dave))
    assert "data-ring=" not in strip(stranger)


def test_what_rings_for_all_rings_for_who_may_see_it(chatting, mina, at_desk, stranger):
    Agent.objects.filter(pk__in=[chatting.mina.pk, chatting.dave.pk]).update(most_chats=1)
    for _ in range(2):
        take(begun(chatting), by=chatting.mina)
    third = begun(chatting)
    Chat.objects.filter(conversation=third).update(rings_for=None)
    assert f'data-ring="{third.pk}"' in strip(mina)
    assert f'data-ring="{third.pk}"' in strip(at_desk(chatting.dave))
    assert "data-ring=" not in strip(stranger)


def test_taking_it_opens_the_chat_and_puts_it_among_mine(chatting, mina):
    conversation = begun(chatting)
    opened = mina.post(f"/conversations/{conversation.pk}/chat/taking", follow=True).content.decode()
    assert "live-chat" in opened
    assert "Hand over" in opened
    assert f'data-conversation="{conversation.pk}"' in strip(mina)
    assert "data-ring=" not in strip(mina)


def test_whoever_was_slower_reads_who_has_it(chatting, mina):
    conversation = begun(chatting)
    take(conversation, by=chatting.dave)
    late = mina.post(f"/conversations/{conversation.pk}/chat/taking")
    assert late.status_code == 422
    assert "Dave Ortiz was quicker and has this chat." in late.content.decode()
    assert Conversation.objects.get(pk=conversation.pk).assignee == chatting.dave


def test_a_stranger_can_neither_take_nor_give_what_they_may_not_see(chatting, stranger):
    conversation = begun(chatting)
    assert stranger.post(f"/conversations/{conversation.pk}/chat/taking").status_code == 404
    assert stranger.post(f"/conversations/{conversation.pk}/chat/hand-over").status_code == 404


def test_a_mail_is_no_chat(chatting, mina, conversation):
    assert mina.post(f"/conversations/{conversation.pk}/chat/taking").status_code == 422
    assert Conversation.objects.get(pk=conversation.pk).assignee is None
    assert "live-chat" not in mina.get(f"/conversations/{conversation.pk}").content.decode()


def test_unread_words_are_counted_until_they_are_seen(chatting, mina):
    conversation = begun(chatting)
    take(conversation, by=chatting.mina)
    assert "Unread" in strip(mina)
    mina.get(f"/conversations/{conversation.pk}")
    assert "Unread" not in strip(mina)


def test_the_colleague_reads_why_before_anything_else(chatting, mina, at_desk):
    conversation = begun(chatting)
    take(conversation, by=chatting.mina)
    given = {"to": f"agent-{chatting.dave.pk}", "why": "She asks for the blue one.", "form": "f" * 32}
    assert mina.post(f"/conversations/{conversation.pk}/chat/hand-over", given).status_code == 302
    assert "Offered to Dave Ortiz" in mina.get(f"/conversations/{conversation.pk}").content.decode()
    dave = at_desk(chatting.dave)
    assert "She asks for the blue one." in strip(dave)
    opened = dave.post(f"/conversations/{conversation.pk}/chat/taking", follow=True).content.decode()
    assert "Handed over by Mina Park" in opened
    assert f'data-conversation="{conversation.pk}"' not in strip(mina)


@pytest.mark.parametrize(
    ("to", "why", "said"),
    [("ruth", "Look", "Nobody there takes chats"), ("dave", " ", "Say in a word why")],
)
def test_giving_it_on_says_what_is_missing(chatting, mina, to, why, said):
    conversation = begun(chatting)
    take(conversation, by=chatting.mina)
    given = {"to": f"agent-{getattr(chatting, to).pk}", "why": why, "form": "f" * 32}
    refused = mina.post(f"/conversations/{conversation.pk}/chat/hand-over", given)
    assert refused.status_code == 422
    assert said in refused.content.decode()


def test_an_answer_in_a_chat_leaves_at_once_and_takes_it(chatting, mina):
    Agent.objects.filter(pk=chatting.mina.pk).update(undo_seconds=10)
    conversation = begun(chatting)
    sent = mina.post(f"/conversations/{conversation.pk}/replies", {"text": "Good morning", "form": "a" * 32})
    assert sent.status_code == 302
    assert Message.objects.get(conversation=conversation, kind="reply").text == "Good morning"
    assert Conversation.objects.get(pk=conversation.pk).assignee == chatting.mina
    page = mina.get(f"/conversations/{conversation.pk}").content.decode()
    assert "it is sent at once and cannot be taken back" in page


def test_an_answer_is_not_held_back_by_one_more_line(chatting, mina):
    conversation = begun(chatting)
    seen = Message.objects.get(conversation=conversation).pk
    begun_again = stage.written(channel="chat", thread=stage.Thread(conversation_id=conversation.pk))
    stage.receive(begun_again, inbox=chatting.inbox)
    sent = mina.post(f"/conversations/{conversation.pk}/replies", {"text": "Yes", "form": "a" * 32, "seen": str(seen)})
    assert sent.status_code == 302


def test_the_strip_asks_the_database_as_often_for_many_chats_as_for_one(chatting, mina, django_assert_max_num_queries):
    Agent.objects.filter(pk=chatting.mina.pk).update(most_chats=20)
    for _ in range(4):
        take(begun(chatting), by=chatting.mina)
    begun(chatting)
    mina.get("/chats", headers=PART)
    with django_assert_max_num_queries(8):  # session, agent, inboxes twice, chats, unread, rules, quiet hours
        mina.get("/chats", headers=PART)


def test_a_manager_says_how_chats_ring_and_who_takes_them(cast, ruth, mina):
    said = {"ring_seconds": "30", "most": "2", "left_minutes": "10", "has_sound": "on"}
    assert ruth.post("/settings/chats", said).status_code == 302
    assert rules().ring_seconds == 30
    assert ruth.post("/settings/chats", said | {"ring_seconds": "1"}).status_code == 422
    ruth.post(f"/settings/chats/agents/{cast.mina.pk}", {"takes": "on", "most": "4"})
    seated = Agent.objects.get(pk=cast.mina.pk)
    assert seated.takes_chats and seated.most_chats == 4
    assert "Mina Park" in ruth.get("/settings/chats").content.decode()
    assert mina.get("/settings/chats").status_code == 403


def test_the_palette_offers_to_take_chats(cast, mina):
    assert "Take chats" in mina.get("/palette?q=chats").content.decode()


def test_without_a_script_a_page_shows_what_rings_and_looking_at_it_is_being_there(chatting, mina):
    conversation = begun(chatting)
    Agent.objects.filter(pk=chatting.mina.pk).update(screen_at=None)
    page = mina.get("/chats").content.decode()
    assert f'action="/conversations/{conversation.pk}/chat/taking"' in page
    assert Agent.objects.get(pk=chatting.mina.pk).screen_at is not None
    assert 'href="/chats"' in mina.get("/inbox/open").content.decode()


def test_for_whom_it_rang_reads_for_a_moment_who_was_quicker(chatting, mina, at_desk, stranger):
    conversation = begun(chatting)
    take(conversation, by=chatting.dave)
    said = f'data-gone="{conversation.pk}"'
    assert said in strip(mina)
    assert "Dave Ortiz has the chat with" in strip(mina)
    assert said not in strip(at_desk(chatting.dave))
    assert said not in strip(stranger)
    Chat.objects.filter(conversation=conversation).update(taken_at=clock.now() - timedelta(seconds=21))
    assert said not in strip(mina)


def test_whoever_offered_it_reads_who_took_it(chatting, mina):
    conversation = begun(chatting)
    take(conversation, by=chatting.mina)
    hand_to_agent(conversation, to=chatting.dave, why="Yours", by=chatting.mina)
    assert "Offered to Dave Ortiz" in strip(mina)
    take(conversation, by=chatting.dave)
    assert f'data-gone="{conversation.pk}"' in strip(mina)
