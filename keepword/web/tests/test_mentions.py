"""Colleagues are called in notes, and find where."""

import pytest

from keepword.conversations.models import Mention
from keepword.conversations.noting import note
from keepword.conversations.teamwork.following import followers_of
from keepword.people.models import Agent


def test_typing_a_name_offers_whoever_may_see_the_conversation(conversation, mina, at_desk, cast):
    offered = mina.get(f"/conversations/{conversation.pk}/colleagues?q=da").content.decode()
    assert 'data-written="Dave Ortiz"' in offered
    everybody = mina.get(f"/conversations/{conversation.pk}/colleagues").content.decode()
    assert 'data-written="Shop"' in everybody
    assert "Sam Other" not in everybody
    assert at_desk(cast.stranger).get(f"/conversations/{conversation.pk}/colleagues").status_code == 404


def test_a_name_is_never_markup(cast, conversation, mina):
    cast.dave.name = '"><script>alert(1)</script>'
    cast.dave.save()
    assert "<script>" not in mina.get(f"/conversations/{conversation.pk}/colleagues").content.decode()


def test_a_note_that_calls_somebody_who_may_not_see_it_comes_back_with_why(conversation, mina):
    answer = mina.post(f"/conversations/{conversation.pk}/notes", {"text": "@Sam Other look", "form": "x"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Sam Other may not see this conversation" in page
    assert "@Sam Other look</textarea>" in page
    assert not conversation.messages.filter(kind="note").exists()


def test_mentions_stand_on_a_page_of_their_own_and_are_marked(cast, conversation, at_desk):
    note(conversation, text="@Dave can you ask?", by=cast.mina)
    dave = at_desk(cast.dave)
    page = dave.get("/mentions").content.decode()
    assert "@Dave can you ask?" in page
    assert '<span class="view-count">1</span>' in page
    one = Mention.objects.get()
    assert f"/conversations/{conversation.pk}?message={one.message_id}#message-{one.message_id}" in page
    dave.post("/mentions/reading", {"mention": one.pk, "read": "yes"})
    assert "@Dave can you ask?" not in dave.get("/mentions?state=unread").content.decode()
    dave.post("/mentions/reading", {"mention": one.pk, "read": "no"})
    assert "@Dave can you ask?" in dave.get("/mentions?state=unread").content.decode()
    dave.post("/mentions/reading")
    assert "Nobody waits for a word of yours" in dave.get("/mentions?state=unread").content.decode()


@pytest.mark.parametrize("number", ["0", "9" * 30, "x", "-1"])
def test_a_mark_for_what_is_not_there_changes_nothing(cast, conversation, mina, number):
    assert mina.post("/mentions/reading", {"mention": number}).status_code == 302
    assert mina.get("/mentions?before=nonsense").status_code == 404


def test_a_stranger_sees_no_mention_and_marks_none(cast, conversation, at_desk):
    note(conversation, text="@Dave can you ask?", by=cast.mina)
    stranger = at_desk(cast.stranger)
    assert "can you ask" not in stranger.get("/mentions").content.decode()
    stranger.post("/mentions/reading", {"mention": Mention.objects.get().pk, "read": "yes"})
    stranger.post("/mentions/reading")
    assert Mention.objects.get().read_at is None
    assert stranger.get(f"/conversations/{conversation.pk}/teamwork").status_code == 404
    assert stranger.post(f"/conversations/{conversation.pk}/following", {"follow": "yes"}).status_code == 404


def test_long_lists_of_mentions_are_turned_over(cast, conversation, at_desk):
    for number in range(31):
        note(conversation, text=f"@Dave number {number}.", by=cast.mina)
    first = at_desk(cast.dave).get("/mentions").content.decode()
    assert "number 30." in first
    assert "number 0." not in first
    more = first.split('href="/mentions?before=')[1].split('"')[0]
    assert "number 0." in at_desk(cast.dave).get(f"/mentions?before={more}").content.decode()


def test_one_follows_and_stops_beside_the_conversation(cast, conversation, mina):
    panel = f"/conversations/{conversation.pk}/teamwork"
    assert "Nobody follows it yet." in mina.get(panel).content.decode()
    mina.post(f"/conversations/{conversation.pk}/following", {"follow": "yes"})
    assert followers_of(conversation) == [cast.mina]
    part = mina.get(panel, headers={"HX-Request": "true"}).content.decode()
    assert "Mina Park" in part
    assert "<html" not in part
    mina.post(f"/conversations/{conversation.pk}/following", {"follow": "no"})
    assert followers_of(conversation) == []


def test_a_light_agent_calls_and_is_called(cast, conversation, at_desk):
    light = Agent.objects.create_user("li@leafloom.example", name="Li Wei", role="light_agent")
    light.teams.add(cast.team)
    at_desk(light).post(f"/conversations/{conversation.pk}/notes", {"text": "@Dave", "form": "x"})
    assert Mention.objects.get().agent == cast.dave


def test_a_mention_is_read_when_its_conversation_is_opened_and_stands_in_the_day_until_then(
    cast, conversation, at_desk
):
    note(conversation, text="@Dave can you ask?", by=cast.mina)
    dave, panel = at_desk(cast.dave), f"/conversations/{conversation.pk}/teamwork"
    dave.get(panel, headers={"HX-Request": "true", "X-Refresh": "true"})
    assert "@Dave can you ask?" in dave.get("/day").content.decode()
    dave.get(panel, headers={"HX-Request": "true"})
    assert "@Dave can you ask?" not in dave.get("/day").content.decode()
