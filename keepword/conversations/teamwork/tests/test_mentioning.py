"""Colleagues who are called find it among their mentions."""

import pytest

from keepword.conversations.history.lines import history
from keepword.conversations.joining.merging import merge
from keepword.conversations.models import Follower, Mention
from keepword.conversations.noting import note
from keepword.conversations.replying import reply
from keepword.conversations.teamwork.following import follow, followers_of, unfollow
from keepword.conversations.teamwork.mentioning import NotForThem
from keepword.conversations.teamwork.naming import names_like
from keepword.conversations.teamwork.reading import mark, read_all, read_in, unread_count
from keepword.events.models import Event
from keepword.people.models import Agent, Team
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def conversation(cast):
    return stage.conversation_of(cast)


def mentions(agent) -> list[str]:
    agent.__dict__.pop("_visible_inbox_ids", None)
    return [one.message.text for one in Mention.objects.visible_to(agent).order_by("id")]


def test_who_is_called_by_name_finds_it_and_follows(cast, conversation):
    note(conversation, text="@Dave Ortiz can you ask them?", by=cast.mina)
    assert mentions(cast.dave) == ["@Dave Ortiz can you ask them?"]
    assert mentions(cast.mina) == mentions(cast.ruth) == []
    assert [one.name for one in followers_of(conversation)] == ["Dave Ortiz", "Mina Park"]
    assert history(conversation)[-1].text == "Mina Park asked Dave Ortiz to have a look."


def test_a_team_is_called_as_those_of_it_who_may_see_the_conversation(cast, conversation):
    abroad = Team.objects.create(name="Returns")
    abroad.agents.add(cast.dave, cast.stranger)
    note(conversation, text="@returns, please", by=cast.mina)
    assert mentions(cast.dave) == ["@returns, please"]
    assert Mention.objects.get().team == abroad
    assert mentions(cast.stranger) == []
    assert history(conversation)[-1].text == "Mina Park asked Returns to have a look."


@pytest.mark.parametrize("name", ["Sam Other", "sam@leafloom.example", "Sam", "Far away"])
def test_who_may_not_see_it_is_not_called_and_nothing_is_kept(cast, conversation, name):
    Team.objects.create(name="Far away").agents.add(cast.stranger)
    with pytest.raises(NotForThem) as told:
        note(conversation, text=f"@{name} look", by=cast.mina)
    assert told.value.names == ["Far away" if name == "Far away" else "Sam Other"]
    assert not conversation.messages.filter(kind="note").exists()


def test_who_left_is_no_name_any_more(cast, conversation):
    cast.dave.is_active = False
    cast.dave.save()
    note(conversation, text="@Dave Ortiz did this", by=cast.mina)
    assert not Mention.objects.exists()


def test_two_of_one_name_are_both_called_and_each_by_their_mail_address(cast, conversation):
    other = Agent.objects.create_user("dave2@leafloom.example", name="Dave Ortiz")
    cast.team.agents.add(other)
    note(conversation, text="@Dave Ortiz", by=cast.mina)
    note(conversation, text="@dave2@leafloom.example", by=cast.mina)
    assert (len(mentions(cast.dave)), len(mentions(other))) == (1, 2)
    written = [one.written for one in names_like("dave", conversation=conversation, but=cast.mina)]
    assert written == ["dave@leafloom.example", "dave2@leafloom.example"]


def test_who_calls_themselves_is_told_nothing(cast, conversation):
    note(conversation, text="@Mina Park: ask the carrier", by=cast.mina)
    assert not Mention.objects.exists()
    assert not Event.objects.filter(name="mention.made").exists()


def test_the_same_note_twice_calls_once(cast, conversation):
    for _ in range(2):
        note(conversation, text="@Dave", by=cast.mina, form="one form")
    assert len(mentions(cast.dave)) == 1


def test_names_that_may_be_called_are_found_by_any_beginning(cast, conversation):
    minji = Agent.objects.create_user("minji@leafloom.example", name="김민지")
    cast.team.agents.add(minji)

    def names(query):
        return [one.name for one in names_like(query, conversation=conversation, but=cast.mina)]

    assert names("") == ["Dave Ortiz", "Ruth Adler", "Shop", "김민지"]
    assert names("ort") == ["Dave Ortiz"]
    assert names("민지") == names("minji") == ["김민지"]
    assert names("sam") == names("mina") == []


def test_a_mention_is_unread_until_its_conversation_was_looked_at(cast, conversation):
    note(conversation, text="@Dave one", by=cast.mina)
    other = stage.conversation_of(cast)
    note(other, text="@Dave two", by=cast.mina)
    assert unread_count(cast.dave) == "2"
    assert read_in(conversation, by=cast.dave) == 1
    assert read_in(conversation, by=cast.dave) == 0
    assert unread_count(cast.dave) == "1"
    mark(Mention.objects.get(message__conversation=other).pk, by=cast.ruth, is_read=True)
    assert unread_count(cast.dave) == "1"
    assert read_all(by=cast.dave) == 1
    assert unread_count(cast.dave) == ""
    mark(Mention.objects.get(message__conversation=other).pk, by=cast.dave, is_read=False)
    assert unread_count(cast.dave) == "1"


def test_who_may_not_see_the_inbox_any_more_sees_no_mention_of_it(cast, conversation):
    note(conversation, text="@Dave", by=cast.mina)
    cast.team.agents.remove(cast.dave)
    dave = Agent.objects.get(pk=cast.dave.pk)
    assert mentions(dave) == []
    assert unread_count(dave) == ""
    assert dave not in followers_of(conversation)


def test_one_follows_by_writing_and_by_wish_until_one_stops(cast, conversation):
    reply(conversation, text="Hello", by=cast.mina)
    for _ in range(2):
        follow(conversation, by=cast.ruth)
    assert followers_of(conversation) == [cast.mina, cast.ruth]
    for _ in range(2):
        unfollow(conversation, by=cast.mina)
    assert followers_of(conversation) == [cast.ruth]
    lines = [line.text for line in history(conversation)]
    assert lines.count("Ruth Adler follows the conversation.") == 1
    assert lines.count("Mina Park does not follow the conversation any more.") == 1


def test_followers_and_mentions_go_where_a_merged_conversation_goes_on(cast, conversation):
    note(conversation, text="@Dave", by=cast.mina)
    kept = stage.conversation_of(cast)
    merge(conversation, into=kept, by=cast.ruth)
    assert set(Follower.objects.filter(conversation=kept).values_list("agent_id", flat=True)) == {
        cast.mina.pk,
        cast.dave.pk,
    }
    assert Mention.objects.get().message.conversation_id == kept.pk
