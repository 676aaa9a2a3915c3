"""What an agent said they would raise is raised, and the customer hears what came of it."""

from datetime import timedelta

import pytest

from keepword.conversations.drafting.keeping import Written, draft_of, save
from keepword.conversations.marking_spam import mark_spam
from keepword.conversations.models import Conversation, Draft
from keepword.conversations.resolving import resolve
from keepword.conversations.tasks.finishing import NoResult, finish, take_up
from keepword.conversations.tasks.giving import Asked, give
from keepword.conversations.tasks.raising import say_that_it_is_raised
from keepword.kit import clock
from keepword.people.employing import deactivate
from keepword.people.permissions import LIGHT_AGENT
from keepword.promises.ledger.offering import offers_in

LANGUAGES = ["en", "zh-Hans", "zh-Hant", "ja", "ko", "es", "de", "fr"]  # in which times are found
OUTCOME = "As I told you, I raised this with my colleagues. This is what came of it:\n\n"


@pytest.fixture
def raised(frozen, cast, conversation):
    asked = Asked("Stronger boxes?", agent=cast.dave, due_at=clock.now() + timedelta(days=2))
    return give(asked, by=cast.mina, conversation=conversation, is_raised=True)


def fresh(conversation):
    return Conversation.objects.with_people().get(pk=conversation.pk)


def draft_for(agent, conversation):
    found = draft_of(conversation, agent=agent, kind="reply")
    return found.text if found else ""


def test_the_conversation_comes_back_open_with_the_result_to_tell(cast, conversation, raised):
    resolve(conversation, by=cast.mina.as_actor)
    finish(raised, by=cast.dave, result="From Monday on, yes.")
    back = fresh(conversation)
    assert (back.status, back.assignee) == ("open", cast.mina)
    assert draft_for(cast.mina, back) == f"{OUTCOME}From Monday on, yes."


def test_nothing_is_done_without_a_result(conversation, raised, cast):
    with pytest.raises(NoResult):
        finish(raised, by=cast.dave, result=" \x00\n")
    assert draft_for(cast.mina, conversation) == ""


def test_what_was_being_written_stays_above_it(cast, conversation, raised):
    save(conversation, agent=cast.mina, kind="reply", written=Written("Dear Ann,"))
    finish(raised, by=cast.dave, result="Yes.")
    assert draft_for(cast.mina, conversation) == f"Dear Ann,\n\n{OUTCOME}Yes."
    take_up(raised, by=cast.dave)
    finish(raised, by=cast.dave, result="Yes.")
    assert draft_for(cast.mina, conversation).count("Yes.") == 1


def test_who_left_tells_nobody_and_whoever_holds_the_conversation_does(cast, conversation, raised):
    Conversation.objects.filter(pk=conversation.pk).update(assignee=cast.ruth)
    deactivate(cast.mina, by=cast.ruth.as_actor)
    finish(raised, by=cast.dave, result="Yes.")
    assert draft_for(cast.ruth, conversation).endswith("Yes.")


def test_where_nobody_of_them_writes_to_customers_it_stands_open(cast, conversation, raised):
    for agent in (cast.mina, cast.dave):
        agent.role = LIGHT_AGENT
        agent.save()
    resolve(conversation, by=cast.ruth.as_actor)
    raised.by.refresh_from_db()
    finish(raised, by=cast.dave, result="Yes.")
    assert (fresh(conversation).status, Draft.objects.count()) == ("open", 0)


def test_spam_does_not_come_back(cast, conversation, raised):
    mark_spam(conversation, by=cast.mina.as_actor)
    finish(raised, by=cast.dave, result="Yes.")
    assert (fresh(conversation).status, Draft.objects.count()) == ("spam", 0)


def test_an_ordinary_task_leaves_the_conversation_alone(cast, conversation):
    task = give(Asked("Call", agent=cast.dave), by=cast.mina, conversation=conversation)
    finish(task, by=cast.dave, result="Yes.")
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_time_that_is_named_to_the_customer_is_offered_as_a_promise(frozen, cast, conversation, language):
    Conversation.objects.filter(pk=conversation.pk).update(language=language)
    there, until = fresh(conversation), clock.now() + timedelta(hours=26)
    task = give(Asked("Stronger boxes?", agent=cast.dave), by=cast.mina, conversation=there, is_raised=True)
    say_that_it_is_raised(task, by=cast.mina, until=until)
    text = draft_for(cast.mina, there)
    assert [one.stated.due_at for one in offers_in(text, to=there, by=cast.mina)] == [until], text
    assert language == "en" or "raised" not in text


def test_without_a_time_nothing_is_promised(frozen, cast, conversation, raised):
    say_that_it_is_raised(raised, by=cast.mina, until=None)
    text = draft_for(cast.mina, conversation)
    assert text == "I have raised this with my colleagues, and I will tell you what comes of it."
    assert offers_in(text, to=conversation, by=cast.mina) == []
