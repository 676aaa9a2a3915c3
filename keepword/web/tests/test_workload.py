"""Who has how much now."""

from datetime import timedelta

import pytest
from django.test import Client

from keepword.conversations.assigning import assign
from keepword.conversations.models import Capacity, Conversation
from keepword.conversations.resolving import resolve
from keepword.events.actor import SYSTEM
from keepword.insight.workload import Load, workload
from keepword.kit import clock
from keepword.people.models import Agent
from keepword.people.permissions import LIGHT_AGENT
from tests import cast as stage

pytestmark = pytest.mark.django_db
ADDRESS = "/reports/workload"


@pytest.fixture
def cast():
    return stage.gather()


def _client(agent) -> Client:
    client = Client()
    client.force_login(agent)
    return client


def _load(agent) -> dict[int | None, Load]:
    now = clock.now()
    return workload(agent, now=now, tomorrow=now + timedelta(hours=8)).agents


def test_each_has_what_is_open_due_late_and_waiting(cast):
    late, due, waiting, done = (stage.conversation_of(cast, one) for one in ("en", "ko", "ar", "zh-Hans"))
    for one in (late, due, waiting, done):
        assign(one, to=cast.mina, by=SYSTEM)
    resolve(done, by=SYSTEM)
    hour = timedelta(hours=1)
    Conversation.objects.filter(pk=late.pk).update(due_at=clock.now() - hour)
    Conversation.objects.filter(pk=due.pk).update(due_at=clock.now() + hour)
    Conversation.objects.filter(pk=waiting.pk).update(status="waiting", due_at=None)
    stage.conversation_of(cast)
    found = _load(cast.dave)
    assert (found[cast.mina.pk], found[None].open) == (Load(2, 2, 1, 1), 1)


def test_the_page_says_who_has_what_takes_what_and_is_away(cast):
    assign(stage.conversation_of(cast), to=cast.mina, by=SYSTEM)
    Capacity.objects.create(agent=cast.dave, most=4, is_away=True)
    page = _client(cast.dave).get(ADDRESS).content.decode()
    assert "Mina Park: Open, 1" in page
    assert "takes up to 4" in page
    assert "Away" in page
    assert "Sam Other" not in page


def test_each_figure_opens_its_conversations(cast):
    theirs, late = stage.conversation_of(cast, "zh-Hans"), stage.conversation_of(cast, "ko")
    for one in (theirs, late):
        assign(one, to=cast.mina, by=SYSTEM)
    Conversation.objects.filter(pk=late.pk).update(due_at=clock.now() - timedelta(hours=1))
    client = _client(cast.dave)
    everything = client.get(f"{ADDRESS}/agent-{cast.mina.pk}/open").content.decode()
    assert theirs.subject in everything
    assert "data-picks" in everything
    for what in ("late", "due"):
        page = client.get(f"{ADDRESS}/agent-{cast.mina.pk}/{what}").content.decode()
        assert (late.subject in page, theirs.subject in page) == (True, False)


def test_a_stranger_counts_and_finds_nothing_of_a_closed_inbox(cast):
    one = stage.conversation_of(cast)
    assign(one, to=cast.mina, by=SYSTEM)
    assert _load(cast.stranger) == {}
    client = _client(cast.stranger)
    assert "Mina Park" not in client.get(ADDRESS).content.decode()
    assert one.subject not in client.get(f"{ADDRESS}/agent-{cast.mina.pk}/open").content.decode()


def test_who_may_not_see_reports_does_not_see_it(cast):
    Agent.objects.filter(pk=cast.dave.pk).update(role=LIGHT_AGENT)
    assert _client(Agent.objects.get(pk=cast.dave.pk)).get(ADDRESS).status_code == 403


@pytest.mark.parametrize(
    "path", ["agent-x/open", "agent-999999/open", "brand-1/open", "agent-nobody/gone", "team-/open"]
)
def test_what_is_no_figure_is_not_found(cast, path):
    assert _client(cast.ruth).get(f"{ADDRESS}/{path}").status_code == 404


def test_it_takes_two_queries_however_much_was_resolved(cast, django_assert_num_queries):
    for _time in range(3):
        resolve(stage.conversation_of(cast), by=SYSTEM)
    now = clock.now()
    with django_assert_num_queries(2):
        workload(cast.ruth, now=now, tomorrow=now)


def test_a_page_with_tabs_of_its_own_shows_no_chats(cast):
    page = _client(cast.ruth).get(ADDRESS).content.decode()
    assert 'aria-current="page"' in page
    assert "chat-tab" not in page
