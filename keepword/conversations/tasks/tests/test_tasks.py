"""Colleagues ask something of each other: given, due, done, taken up again, and where it goes."""

from datetime import timedelta

import pytest

from keepword.conversations.history.lines import history
from keepword.conversations.inbound import Thread
from keepword.conversations.joining.merging import merge
from keepword.conversations.joining.splitting import split
from keepword.conversations.joining.unmerging import unmerge
from keepword.conversations.leaving import give_back, hand_on
from keepword.conversations.models import Conversation, InternalTask
from keepword.conversations.receiving import receive
from keepword.conversations.tasks.falling_due import tell_due
from keepword.conversations.tasks.finishing import finish, take_up
from keepword.conversations.tasks.giving import Asked, NoCustomer, NoWords, change, give
from keepword.conversations.tasks.listing import GIVEN_BY_ME, MINE, NOBODYS, TEAMS, tasks_in, tasks_of
from keepword.conversations.tasks.owning import NotForThem
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.employing import deactivate
from keepword.people.models import Team
from keepword.privacy.erasing import erase
from tests import cast as stage


def told(name):
    return list(Event.objects.filter(name=name).order_by("id").values_list("data", flat=True))


def later(**length):
    return clock.now() + timedelta(**length)


def fresh(conversation):
    return Conversation.objects.with_people().get(pk=conversation.pk)


def words_of(agent, whose, *, is_done=False):
    return [one.words for one in tasks_of(agent, whose=whose, is_done=is_done)]


def test_a_colleague_is_asked_and_the_one_who_asked_hears_that_it_is_done(cast, conversation):
    task = give(Asked("Call the courier\x00 ", agent=cast.dave), by=cast.mina, conversation=conversation)
    assert (task.words, words_of(cast.dave, MINE), words_of(cast.mina, MINE)) == (
        "Call the courier",
        ["Call the courier"],
        [],
    )
    assert words_of(cast.mina, GIVEN_BY_ME) == ["Call the courier"]
    assert told("task.given")[0]["agents"] == [cast.dave.pk]
    assert finish(task, by=cast.dave, result="They look for it.")
    assert told("task.done")[0]["agents"] == [cast.mina.pk]
    assert [one.result for one in tasks_of(cast.dave, whose=MINE, is_done=True)] == ["They look for it."]
    assert [line.text for line in history(conversation)][-2:] == [
        "Mina Park gave a task to Dave Ortiz.",
        "Dave Ortiz finished a task.",
    ]


def test_done_twice_is_done_once_and_taken_up_again_it_is_as_before(cast, frozen, conversation):
    task = give(Asked("Call", agent=cast.dave, due_at=later(hours=1)), by=cast.mina, conversation=conversation)
    assert [finish(task, by=cast.dave), finish(task, by=cast.mina)] == [True, False]
    assert [take_up(task, by=cast.mina), take_up(task, by=cast.mina)] == [True, False]
    task.refresh_from_db()
    assert (task.is_open, task.agent, task.due_at) == (True, cast.dave, later(hours=1))
    assert [line.text for line in history(conversation)][-1] == "Mina Park took up a task again."


def test_without_an_owner_it_is_ones_own_and_without_a_conversation_it_is_between_two(cast):
    give(Asked("Water the plants"), by=cast.mina)
    assert words_of(cast.mina, MINE) == ["Water the plants"]
    for one, sees in ((cast.dave, 0), (cast.stranger, 0), (cast.ruth, 1), (cast.mina, 1)):
        assert InternalTask.objects.visible_to(one).count() == sees
    assert told("task.given")[0]["agents"] == []


def test_a_team_is_asked_and_each_of_its_members_has_it(cast, conversation):
    give(Asked("Look for the parcel", team=cast.team), by=cast.mina, conversation=conversation)
    assert words_of(cast.dave, TEAMS) == words_of(cast.mina, TEAMS) == ["Look for the parcel"]
    assert words_of(cast.stranger, TEAMS) == []
    assert told("task.given")[0]["agents"] == [cast.dave.pk]
    assert [line.text for line in history(conversation)][-1] == "Mina Park gave a task to Shop."


def test_who_may_not_see_the_conversation_is_not_asked_and_sees_nothing(cast, conversation):
    closed = Team.objects.create(name="Warehouse")
    closed.agents.add(cast.stranger)
    for asked in (Asked("Call", agent=cast.stranger), Asked("Call", team=closed)):
        with pytest.raises(NotForThem):
            give(asked, by=cast.mina, conversation=conversation)
    task = give(Asked("Call", agent=cast.dave), by=cast.mina, conversation=conversation)
    with pytest.raises(NotForThem):
        change(task, to=Asked("Call", agent=cast.stranger), by=cast.mina)
    assert not InternalTask.objects.visible_to(cast.stranger).exists()


@pytest.mark.parametrize("words", ["", "  \n", "\x00"])
def test_nothing_to_do_is_no_task(cast, words):
    with pytest.raises(NoWords):
        give(Asked(words), by=cast.mina)


def test_nothing_is_raised_for_nobody(cast):
    with pytest.raises(NoCustomer):
        give(Asked("Better boxes"), by=cast.mina, is_raised=True)


def test_one_form_gives_one_task(cast, conversation):
    first = give(Asked("Call"), by=cast.mina, conversation=conversation, mark="form:1")
    assert give(Asked("Call"), by=cast.mina, conversation=conversation, mark="form:1") == first
    assert give(Asked("Call"), by=cast.mina, conversation=conversation, mark="form:2") != first


def test_it_is_told_once_that_it_is_due_and_again_for_another_time(cast, frozen, conversation):
    task = give(Asked("Call", agent=cast.dave, due_at=later(hours=1)), by=cast.mina, conversation=conversation)
    assert tell_due() == 0
    frozen.shift(3600)
    assert [tell_due(), tell_due()] == [1, 0]
    assert told("task.due")[0]["agents"] == [cast.dave.pk]
    change(task, to=Asked("Call", agent=cast.dave, due_at=later(hours=1)), by=cast.dave)
    frozen.shift(3601)
    assert tell_due() == 1
    assert [line.text for line in history(conversation)][-2:] == [
        "Dave Ortiz changed a task.",
        "A task of Dave Ortiz is due.",
    ]


def test_what_is_done_or_has_no_time_is_never_due(cast, frozen, conversation):
    finish(give(Asked("Call", due_at=later(hours=1)), by=cast.mina, conversation=conversation), by=cast.mina)
    give(Asked("Some day"), by=cast.mina)
    frozen.shift(99999)
    assert tell_due() == 0


def test_what_is_given_on_is_told_to_the_next_and_what_stays_is_told_to_nobody(cast, conversation):
    task = give(Asked("Call", agent=cast.dave), by=cast.mina, conversation=conversation)
    assert not change(task, to=Asked("Call", agent=cast.dave), by=cast.dave)
    assert change(task, to=Asked("Call", agent=cast.ruth), by=cast.dave)
    assert [data["agents"] for data in told("task.given")] == [[cast.dave.pk], [cast.ruth.pk]]


def test_open_ones_stand_by_their_time_and_those_without_one_last(cast, frozen):
    for words, hours in (("none", None), ("later", 2), ("sooner", 1)):
        give(Asked(words, due_at=later(hours=hours) if hours else None), by=cast.mina)
    assert words_of(cast.mina, MINE) == ["sooner", "later", "none"]


def test_who_leaves_hands_on_what_is_open_and_gets_it_back(cast, conversation):
    mine = give(Asked("Call", agent=cast.dave), by=cast.mina, conversation=conversation)
    own = give(Asked("Tidy up"), by=cast.dave)
    done = give(Asked("Write", agent=cast.dave), by=cast.mina)
    finish(done, by=cast.dave)
    fact = deactivate(cast.dave, by=cast.ruth.as_actor)
    hand_on(cast.dave, to=cast.stranger, by=cast.ruth.as_actor, cause=fact)
    owners = [InternalTask.objects.get(pk=one.pk).agent for one in (mine, own, done)]
    assert owners == [cast.mina, cast.stranger, cast.dave], "the stranger may not see the conversation"
    give_back(cast.dave, cause=fact, by=cast.ruth.as_actor)
    assert {InternalTask.objects.get(pk=one.pk).agent for one in (mine, own)} == {cast.dave}


def test_what_nobody_can_take_stands_among_those_without_an_owner(cast, conversation):
    give(Asked("Tidy up"), by=cast.dave, conversation=conversation)
    fact = deactivate(cast.dave, by=cast.ruth.as_actor)
    hand_on(cast.dave, to=None, by=cast.ruth.as_actor, cause=fact)
    assert words_of(cast.mina, NOBODYS) == ["Tidy up"]
    assert [line.text for line in history(conversation)][-1] == "A task lost its owner."


def test_a_merge_takes_tasks_along_and_gives_them_back(cast):
    one, other = stage.conversation_of(cast), stage.conversation_of(cast, "ko")
    give(Asked("Call", agent=cast.dave), by=cast.mina, conversation=other)
    made = merge(other, into=one, by=cast.mina)
    give(Asked("Write"), by=cast.mina, conversation=fresh(one))
    assert [task.words for task in tasks_in(fresh(one))] == ["Call", "Write"]
    unmerge(made, by=cast.mina)
    assert [task.words for task in tasks_in(fresh(one))] == ["Write"]
    assert [task.words for task in tasks_in(fresh(other))] == ["Call"]


def test_a_split_takes_along_what_was_about_its_words(cast, conversation):
    give(Asked("Call"), by=cast.mina, conversation=conversation)
    second = receive(stage.written(thread=Thread(conversation_id=conversation.pk)), inbox=cast.inbox)
    give(Asked("Write"), by=cast.mina, conversation=conversation)
    made = split(second, by=cast.mina)
    assert [task.words for task in tasks_in(fresh(conversation))] == ["Call"]
    assert [task.words for task in tasks_in(fresh(made))] == ["Write"]


def test_a_person_who_is_erased_leaves_no_word_in_a_task(cast, conversation):
    finish(give(Asked("Call Ann"), by=cast.mina, conversation=conversation), by=cast.mina, result="Ann is happy")
    kept = give(Asked("Water the plants"), by=cast.mina)
    erase(conversation.contact, by=cast.ruth)
    rows = InternalTask.objects.order_by("id").values_list("words", "result")
    assert list(rows) == [("", ""), (kept.words, "")]


def test_a_conversation_without_tasks_asks_for_none(cast, conversation, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert list(tasks_in(conversation)) == []
