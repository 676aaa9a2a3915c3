"""The page that shows when people write, against who is there."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.brands.models import Organisation
from keepword.conversations.marking_spam import mark_spam
from keepword.hours.calendar import Calendar
from keepword.hours.defining import define
from keepword.people.models import Agent
from tests import cast as stage

EVENING_IN_SEOUL = datetime(2026, 11, 3, 11, 20, tzinfo=UTC)  # Tuesday, 20:20
LATER = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def six_koreans(cast):
    with time_machine.travel(EVENING_IN_SEOUL, tick=False):
        return [
            stage.conversation_of(cast, "ko", address=f"minji{number}@customer.example", time_zone="Asia/Seoul")
            for number in range(6)
        ]


@pytest.fixture
def mina_by_day(cast):
    """Mina is there from nine to six in Seoul, and answers in Korean."""
    hours = define("Seoul", calendar=Calendar(zone="Asia/Seoul", week=(((540, 1080),),) * 7))
    Agent.objects.filter(pk=cast.mina.pk).update(business_hours=hours, languages=["ko"])


def page_of(client, **query):
    with time_machine.travel(LATER, tick=False):
        return client.get("/reports/coverage", query).content.decode()


def test_a_gap_is_told_in_words_by_the_clocks_of_those_who_write(six_koreans, mina_by_day, mina):
    page = page_of(mina)
    assert "Korean, Tuesday \u206620–21\u2069 Seoul: 100 % of contacts, nobody on duty" in page
    assert page.count('class="heat-5 gap"') == 1


def test_whoever_writes_while_somebody_is_there_leaves_no_gap(cast, mina_by_day, mina):
    with time_machine.travel(datetime(2026, 11, 3, 3, 20, tzinfo=UTC), tick=False):
        for number in range(6):
            stage.conversation_of(cast, "ko", address=f"minji{number}@customer.example")
    page = page_of(mina)
    assert "nobody on duty" not in page
    assert 'class="heat-5"' in page


def test_spam_is_no_contact(cast, six_koreans, mina_by_day, mina):
    for conversation in six_koreans:
        mark_spam(conversation, by=cast.mina.as_actor)
    assert "Nobody wrote in these weeks" in page_of(mina)


def test_a_stranger_sees_nothing_of_an_inbox_that_is_not_theirs(cast, six_koreans, mina_by_day, stranger):
    for page in (page_of(stranger), page_of(stranger, inbox=cast.inbox.pk)):
        assert "Nobody wrote in these weeks" in page
        assert "Korean" not in page
        assert cast.inbox.name not in page.partition("<main")[2]


def test_only_one_language_or_country_is_looked_at(six_koreans, mina_by_day, mina):
    assert "Seoul: 100" in page_of(mina, language="ko", country="KR")
    assert "Seoul: 100" not in page_of(mina, language="de")
    assert "Seoul: 100" not in page_of(mina, country="BR")


@pytest.mark.parametrize(
    "query",
    [{"zone": "Moon/Crater"}, {"weeks": "9999"}, {"inbox": "x"}, {"language": "'><script>"}, {"country": "🎈"}],
)
def test_an_odd_choice_falls_back(six_koreans, mina, query):
    assert "Coverage" in page_of(mina, **query)
    assert "<script>" not in page_of(mina, **query).partition("<main")[2]


def test_whoever_has_no_hours_is_named_rather_than_guessed_at(six_koreans, mina):
    assert "no hours are set for them: Dave Ortiz" in page_of(mina)


def test_whoever_has_no_hours_of_their_own_keeps_those_of_everybody(six_koreans, cast, mina):
    week = (((540, 1080),),) * 7
    Organisation.objects.update(business_hours=define("Everybody", calendar=Calendar("Asia/Seoul", week)))
    page = page_of(mina)
    assert "Left out" not in page
    assert "Korean, Tuesday \u206620–21\u2069 Seoul: 100 % of contacts, nobody on duty" in page
    Organisation.objects.update(business_hours=define("Always", calendar=Calendar("UTC", is_always=True)))
    assert "Left out, because no hours are set for them: Dave Ortiz, Mina Park" in page_of(mina)


def test_the_page_costs_the_same_queries_for_many_as_for_few(cast, mina_by_day, mina, django_assert_max_num_queries):
    with time_machine.travel(LATER - timedelta(days=2), tick=False):
        for number in range(30):
            stage.conversation_of(cast, "ko", address=f"a{number}@customer.example")
    page_of(mina)
    # Session, agent, visible inboxes (2), two counts, unread mentions, inboxes, waits, agents, their teams, hours,
    # everybody's hours.
    with django_assert_max_num_queries(16):
        page_of(mina)
