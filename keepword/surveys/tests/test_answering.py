"""An answer counts once, may be changed for some days, and is told to who should know."""

from datetime import timedelta

import pytest

from keepword.conversations.history.lines import history
from keepword.conversations.joining.merging import merge
from keepword.conversations.models import Conversation
from keepword.events.models import Event
from keepword.notices import telling
from keepword.notices.models import Notice
from keepword.surveys.answering import NoScore, TooLate, answer, survey_of
from keepword.surveys.models import Survey
from tests import cast as stage


def facts():
    return list(Event.objects.filter(name="survey.answered").order_by("id").values_list("data", flat=True))


def tell():
    for event in Event.objects.filter(name="survey.answered").order_by("id"):
        telling.tell(event)


def test_an_answer_is_kept_shown_and_told(asked, cast):
    answer(asked, score=4, words="  Quick and kind.\r\nThanks ")
    asked.refresh_from_db()
    assert (asked.state, asked.score, asked.words) == ("answered", 4, "Quick and kind.\nThanks")
    conversation = Conversation.objects.get()
    assert conversation.rating == 4
    assert history(conversation)[-1].text == "The customer said how our help was: good (4 of 5)."
    assert "Quick" not in str(facts())


def test_the_same_answer_twice_is_one(asked):
    answer(asked, score=5)
    answer(asked, score=5)
    assert [fact["score"] for fact in facts()] == [5]


def test_an_answer_may_be_changed_for_a_week(asked, travel):
    answer(asked, score=2, words="Slow")
    travel.shift(timedelta(days=7))
    answer(asked, score=4)
    asked.refresh_from_db()
    assert (asked.score, asked.words) == (4, "")
    assert [(fact["was"], fact["score"]) for fact in facts()] == [(None, 2), (2, 4)]
    travel.shift(timedelta(seconds=1))
    with pytest.raises(TooLate):
        answer(asked, score=1)


def test_after_thirty_days_the_question_is_closed(asked, travel):
    travel.shift(timedelta(days=30, seconds=1))
    with pytest.raises(TooLate):
        answer(asked, score=5)
    assert facts() == []


@pytest.mark.parametrize("score", [0, 6, -1])
def test_what_no_face_stands_for_is_no_answer(asked, score):
    with pytest.raises(NoScore):
        answer(asked, score=score)


def test_words_that_a_database_refuses_and_too_many_of_them_are_cut(asked):
    answer(asked, score=3, words="\x00a\ud800" + "b" * 3000)
    asked.refresh_from_db()
    assert asked.words == "a" + "b" * 1999


def test_an_unhappy_customer_is_told_to_who_helped_them_once(asked, cast):
    answer(asked, score=1)
    tell()
    assert [(one.agent, one.kind, one.count) for one in Notice.objects.all()] == [(cast.mina, "poor_answer", 1)]
    answer(asked, score=2, words="Still waiting")
    tell()
    assert Notice.objects.get().count == 1


def test_a_happy_one_disturbs_nobody(asked):
    answer(asked, score=3)
    tell()
    assert not Notice.objects.exists()


def test_an_answer_about_what_was_merged_since_stands_where_it_goes_on(asked, cast):
    other = stage.conversation_of(cast)
    merge(asked.conversation, into=other, by=cast.mina)
    answer(survey_of(asked.token), score=5)
    other.refresh_from_db()
    assert other.rating == 5
    assert Event.objects.get(name="survey.answered").conversation_id == other.pk
    assert list(Survey.objects.answered().about(other)) == [asked]


def test_a_stranger_sees_no_answer(asked, cast):
    answer(asked, score=5)
    assert list(Survey.objects.visible_to(cast.stranger)) == []
    assert list(Survey.objects.visible_to(cast.mina)) == [asked]
