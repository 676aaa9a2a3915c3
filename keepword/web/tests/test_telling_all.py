"""What came of a task is told to everybody whom it concerns, and can be taken back."""

import pytest

from keepword.conversations.bulk.running import run
from keepword.conversations.drafting.keeping import Written, save
from keepword.conversations.joining.gathering import gather
from keepword.conversations.joining.relating import relate
from keepword.conversations.models import Bulk, Conversation, Draft
from keepword.conversations.models.draft import TO_CUSTOMER
from keepword.conversations.resolving import resolve
from keepword.conversations.tasks.finishing import finish
from keepword.conversations.tasks.giving import Asked, give
from keepword.events.models import Event
from keepword.people.permissions import LIGHT_AGENT
from keepword.web.tests.reading import words
from tests import cast as stage

RESULT = "New boxes from Monday on."


@pytest.fixture
def korean(cast):
    return stage.conversation_of(cast, "ko")


@pytest.fixture
def chinese(cast):
    return stage.conversation_of(cast, "zh-Hans")


@pytest.fixture
def task(cast, conversation, korean, chinese):
    """Raised for one; a second is its case and a third has to do with it."""
    gather(korean, under=conversation, by=cast.mina.as_actor)
    relate(conversation, to=chinese, by=cast.mina.as_actor)
    asked = Asked("Look at the boxes", agent=cast.dave)
    return give(asked, by=cast.mina, conversation=Conversation.objects.get(pk=conversation.pk), is_raised=True)


def press(desk, task, do="tell"):
    desk.post(f"/tasks/{task.pk}/everybody", {"do": do, "form": "abc"})
    return ran()


def ran():
    run(Event.objects.filter(name="bulk.begun").latest("id"))
    return Bulk.objects.latest("id")


def test_the_result_comes_to_each_as_a_draft_in_their_tongue(cast, mina, task, korean, chinese):
    resolve(korean, by=cast.mina.as_actor)
    finish(task, by=cast.dave, result=RESULT)
    press(mina, task)
    drafts = {draft.conversation_id: draft for draft in Draft.objects.filter(kind=TO_CUSTOMER)}
    assert set(drafts) == {task.conversation_id, korean.pk, chinese.pk}
    assert all(RESULT in draft.text for draft in drafts.values())
    assert "raised" not in drafts[korean.pk].text
    assert Conversation.objects.get(pk=korean.pk).status == "open"
    assert not Event.objects.filter(name="message.queued").exists(), "nothing is sent by itself"
    assert "brought what came of a task" in words(mina.get(f"/conversations/{chinese.pk}"))


def test_it_is_taken_back_and_words_of_ones_own_stay(cast, mina, task, korean, chinese):
    resolve(korean, by=cast.mina.as_actor)
    save(chinese, agent=cast.mina, kind=TO_CUSTOMER, written=Written("您好，"))
    finish(task, by=cast.dave, result=RESULT)
    bulk = press(mina, task)
    mina.post(f"/bulk/{bulk.pk}/undoing")
    ran()
    assert Conversation.objects.get(pk=korean.pk).status == "resolved"
    assert not Draft.objects.filter(conversation=korean).exists()
    assert Draft.objects.get(conversation=chinese).text == "您好，"


def test_a_second_press_brings_it_once(cast, mina, task, chinese):
    finish(task, by=cast.dave, result=RESULT)
    press(mina, task)
    press(mina, task)
    assert Bulk.objects.count() == 1
    assert Draft.objects.get(conversation=chinese).text.count(RESULT) == 1


def test_all_of_them_are_resolved_by_one_press(cast, mina, task, korean, chinese):
    finish(task, by=cast.dave, result=RESULT)
    press(mina, task, do="resolve")
    assert set(Conversation.objects.filter(pk__in=[korean.pk, chinese.pk]).values_list("status", flat=True)) == {
        "resolved"
    }


def test_the_page_of_a_task_names_the_others_and_offers_it_when_it_is_done(cast, mina, task, korean):
    before = words(mina.get(f"/tasks/{task.pk}"))
    assert "Other conversations that have to do with it: 2" in before
    assert "Bring it to all of them" not in before
    answer = mina.post(f"/tasks/{task.pk}/completion", {"done": "yes", "result": RESULT, "here": "list:mine"})
    assert answer.headers["Location"] == f"/tasks/{task.pk}"
    assert "Bring it to all of them" in words(mina.get(f"/tasks/{task.pk}"))


def test_nobody_learns_of_those_that_they_do_not_see(cast, at_desk, task, korean):
    """A case in an inbox of another team is neither named nor touched."""
    other = cast.inbox.__class__.objects.create(name="Closed", address="closed@leafloom.example", brand=cast.brand)
    other.teams.set([cast.team.__class__.objects.create(name="Others")])
    Conversation.objects.filter(pk=korean.pk).update(inbox=other)
    mina = at_desk(cast.mina)
    finish(task, by=cast.dave, result=RESULT)
    assert "Other conversations that have to do with it: 1" in words(mina.get(f"/tasks/{task.pk}"))
    press(mina, task)
    assert not Draft.objects.filter(conversation=korean).exists()


def test_a_light_agent_tells_nobody(cast, at_desk, task):
    cast.mina.role = LIGHT_AGENT
    cast.mina.save()
    assert at_desk(cast.mina).post(f"/tasks/{task.pk}/everybody", {"do": "tell"}).status_code == 403
