"""Times on the page where clocks are put forward and back, over the date line, and in zones that nobody knows."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from keepword.brands.models import Organisation
from keepword.conversations.models import Conversation, Draft, InternalTask
from keepword.conversations.snoozing import snooze
from keepword.conversations.tasks.giving import Asked, give
from keepword.people.models import Agent, Contact
from keepword.promises.ledger.making import promise
from keepword.web import times
from keepword.web.conversations.choices import later_choices, snooze_choices
from keepword.web.conversations.putting_aside import choices_of
from keepword.web.drafts.cards import said_there
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def conversation(cast):
    return stage.conversation_of(cast)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def sat(agent):
    client = Client()
    client.force_login(agent)
    return client


def lives_in(agent, zone):
    Agent.objects.filter(pk=agent.pk).update(time_zone=zone)
    agent.time_zone = zone


def is_in(conversation, zone):
    Contact.objects.filter(pk=conversation.contact_id).update(time_zone=zone)
    conversation.contact.time_zone = zone


def reads(now, zone):
    return times.Reader(at(now), ZoneInfo(zone), "en")


@pytest.mark.parametrize(
    ("zone", "now", "offered"),
    [
        (  # the night in which an hour is skipped: two hours are two hours
            "Europe/Berlin", "2026-03-29T00:30",
            ["2026-03-29T02:30", "2026-03-29T16:00", "2026-03-30T07:00"],
        ),
        (  # the one in which an hour comes twice
            "Europe/Berlin", "2026-10-24T23:30",
            ["2026-10-25T01:30", "2026-10-25T17:00", "2026-10-26T08:00"],
        ),
        (  # Saturday before: tomorrow is on the new clock
            "America/New_York", "2026-10-31T18:00",
            ["2026-10-31T20:00", "2026-10-31T22:00", "2026-11-01T14:00", "2026-11-02T14:00"],
        ),
        (
            "Australia/Lord_Howe", "2026-10-03T14:45",
            ["2026-10-03T16:45", "2026-10-04T07:00", "2026-10-04T22:00"],
        ),
        (  # Thursday evening: the midnight after it does not exist
            "Africa/Cairo", "2026-04-23T20:30",
            ["2026-04-23T22:30", "2026-04-24T06:00", "2026-04-27T06:00"],
        ),
        ("Asia/Shanghai", "2026-03-28T20:30", ["2026-03-28T22:30", "2026-03-29T10:00", "2026-03-30T01:00"]),
        (  # Sunday in UTC is Monday there
            "Pacific/Kiritimati", "2026-11-22T11:00",
            ["2026-11-22T13:00", "2026-11-23T04:00", "2026-11-23T19:00", "2026-11-29T19:00"],
        ),
        (  # Monday in UTC is Sunday there
            "Pacific/Honolulu", "2026-11-23T08:00",
            ["2026-11-23T10:00", "2026-11-23T19:00"],
        ),
    ],
)  # fmt: skip
def test_what_is_offered_is_what_the_agents_own_clock_will_show(zone, now, offered):
    reader = reads(now, zone)
    found = [datetime.fromisoformat(one.until) for one in snooze_choices(reader)]
    assert [one.astimezone(UTC) for one in found] == [at(text) for text in offered]
    assert all(one.astimezone(reader.zone).hour in (9, 18) for one in found[1:])
    later = [datetime.fromisoformat(one.until) for one in later_choices(reader)]
    assert later == found[1:]


def test_the_customers_morning_is_nine_on_their_clock_on_the_day_on_which_it_changes(conversation):
    is_in(conversation, "America/New_York")
    reader = reads("2026-03-08T04:00", "Europe/Berlin")  # Saturday night in New York
    with time_machine.travel(reader.now, tick=False):
        found = {one.words: one for one in choices_of(conversation, reader=reader)}
    theirs = found["In the morning in New York"]
    assert datetime.fromisoformat(theirs.until) == at("2026-03-08T13:00")
    assert (theirs.theirs, ">Mar 8 14:00<" in theirs.when) == ("09:00 in New York", True)


@pytest.mark.parametrize(
    ("here", "there", "moment", "said"),
    [
        ("Europe/Berlin", "Asia/Seoul", "2026-11-23T09:00", "18:00 in Seoul"),
        ("Europe/Berlin", "Pacific/Auckland", "2026-11-23T18:00", "Tue 07:00 in Auckland"),
        ("Pacific/Kiritimati", "Pacific/Honolulu", "2026-11-23T09:00", "Sun 23:00 in Honolulu"),  # one time, two days
        ("Pacific/Honolulu", "Pacific/Kiritimati", "2026-11-23T09:00", "Mon 23:00 in Kiritimati"),
        ("Africa/Lagos", "Europe/London", "2026-10-23T09:00", ""),  # in summer both show the same
        ("Africa/Lagos", "Europe/London", "2026-10-26T09:00", "09:00 in London"),  # and on Monday they do not
        ("Asia/Shanghai", "Asia/Singapore", "2026-11-23T09:00", ""),
        ("Asia/Shanghai", "Mars/Olympus", "2026-11-23T09:00", "09:00 in UTC"),
    ],
)
def test_a_time_is_said_as_it_will_be_there_then(here, there, moment, said):
    assert said_there(at(moment), zone=there, reader=reads("2026-10-20T10:00", here)) == said


def test_london_is_told_of_once_the_clocks_will_differ(conversation):
    is_in(conversation, "Europe/London")
    reader = reads("2026-10-23T12:00", "Africa/Lagos")
    with time_machine.travel(reader.now, tick=False):
        found = {one.words: one.theirs for one in choices_of(conversation, reader=reader)}
    assert found == {
        "In two hours": "", "This evening": "", "Tomorrow morning": "", "Next week": "08:00 in London",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "wall", "theirs", "now", "typed", "until"),
    [
        ("Europe/Berlin", "mine", "", "2026-10-25T01:05", "2026-10-25T02:30", "2026-10-25T01:30"),  # the second
        ("Europe/Berlin", "mine", "", "2026-03-28T12:00", "2026-03-29T02:30", "2026-03-29T01:30"),
        ("Europe/Berlin", "theirs", "Australia/Lord_Howe", "2026-10-02T12:00", "2026-10-04T02:15", "2026-10-03T15:45"),
        ("Europe/Berlin", "theirs", "Mars/Olympus", "2026-10-02T12:00", "2026-10-04T09:00", "2026-10-04T07:00"),
        ("Pacific/Auckland", "theirs", "Pacific/Honolulu", "2026-11-22T12:00", "2026-11-23T09:00", "2026-11-23T19:00"),
        ("US/Atlantis", "mine", "", "2026-11-22T12:00", "2026-11-23T09:00", "2026-11-23T09:00"),
    ],
)
def test_a_moment_typed_is_one_whatever_the_clocks_do(cast, conversation, zone, wall, theirs, now, typed, until):
    lives_in(cast.mina, zone)
    is_in(conversation, theirs)
    with time_machine.travel(at(now), tick=False):
        said = {"until": "moment", "moment": typed, "wall": wall}
        answer = sat(cast.mina).post(f"/conversations/{conversation.pk}/snooze", said)
        later = {"text": "Good morning", "later": "moment", "later-at": typed, "later-zone": wall, "form": "a"}
        if theirs != "Mars/Olympus":  # an answer's customer without a zone has that of the house
            assert sat(cast.mina).post(f"/conversations/{conversation.pk}/replies", later).status_code == 302
            assert Draft.objects.get(state="scheduled").send_at == at(until)
    conversation.refresh_from_db()
    assert (answer.status_code, conversation.snoozed_until) == (302, at(until))


@pytest.mark.parametrize("typed", ["9999-12-31T23:59", "0001-01-01T00:00", "2026-02-30T10:00", "", "soon", "\x00"])
@pytest.mark.parametrize("zone", ["Pacific/Honolulu", "Pacific/Kiritimati"])
def test_what_is_no_time_of_any_zone_is_refused_kindly(cast, conversation, zone, typed):
    lives_in(cast.mina, zone)
    client = sat(cast.mina)
    page = client.post(f"/conversations/{conversation.pk}/snooze", {"until": "moment", "moment": typed})
    later = {"text": "x", "later": "moment", "later-at": typed, "form": "a"}
    reply = client.post(f"/conversations/{conversation.pk}/replies", later)
    task = client.post("/tasks", {"words": "Call", "owner": f"agent-{cast.mina.pk}", "until": typed or "x"})
    assert [page.status_code, reply.status_code, task.status_code] == [422, 422, 422]
    assert not InternalTask.objects.exists()


def test_who_moves_to_another_zone_finds_what_they_put_aside_at_the_same_instant(cast, conversation):
    lives_in(cast.mina, "Europe/Berlin")
    with time_machine.travel(at("2026-11-23T10:00"), tick=False):
        snooze(conversation, until=at("2026-11-24T08:00"), by=cast.mina.as_actor)
        lives_in(cast.mina, "Asia/Tokyo")
        page = sat(cast.mina).get(f"/conversations/{conversation.pk}").content.decode()
    conversation.refresh_from_db()
    assert conversation.snoozed_until == at("2026-11-24T08:00")
    assert 'data-time-zone="Asia/Tokyo"' in page
    assert re.search(r'datetime="2026-11-24T08:00:00\+00:00"[^>]*>Nov 24 17:00<', page)


EVERYWHERE = [
    "/inbox/mine",
    "/day",
    "/tasks",
    "/reports/promises",
    "/reports/time",
    "/settings/notices",
]


def test_an_agent_in_a_zone_that_is_gone_works_on_in_utc(cast, conversation):
    lives_in(cast.ruth, "US/Atlantis")
    is_in(conversation, "Mars/Olympus")
    Organisation.objects.update(time_zone="US/Atlantis")
    client = sat(cast.ruth)
    for address in [*EVERYWHERE, f"/conversations/{conversation.pk}", f"/conversations/{conversation.pk}/snooze"]:
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        assert "US/Atlantis" not in answer.content.decode().partition("<body")[0]


def test_on_hover_a_time_is_said_for_the_customer_too(cast, conversation):
    lives_in(cast.mina, "Europe/Berlin")
    is_in(conversation, "Asia/Seoul")
    client = sat(cast.mina)
    page = client.get(f"/conversations/{conversation.pk}").content.decode()
    assert 'data-their-zone="Asia/Seoul" data-their-place="Seoul"' in page
    is_in(conversation, "Europe/Vienna")
    assert "data-their-zone" not in client.get(f"/conversations/{conversation.pk}").content.decode()


@pytest.mark.parametrize(
    ("zone", "typed", "due"),
    [
        ("Africa/Cairo", "2026-10-29T23:59", "2026-10-29T20:59"),  # the end of a day that has it twice
        ("Africa/Cairo", "2026-04-24T00:00", "2026-04-23T22:00"),  # a midnight that there is not
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30"),
        ("Pacific/Auckland", "2026-11-24T23:59", "2026-11-24T10:59"),
    ],
)
def test_a_task_may_be_due_in_any_hour_that_a_clock_shows(cast, zone, typed, due):
    lives_in(cast.mina, zone)
    said = {"words": "Call the carrier", "owner": f"agent-{cast.mina.pk}", "until": typed}
    with time_machine.travel(at("2026-01-01T00:00"), tick=False):
        assert sat(cast.mina).post("/tasks", said).status_code == 302
    assert InternalTask.objects.get().due_at == at(due)


def test_words_of_a_task_that_are_changed_leave_its_time_as_it_is(cast):
    lives_in(cast.mina, "Europe/Berlin")
    second = at("2026-10-25T01:30") + timedelta(seconds=7)  # half past two, for the second time
    task = give(Asked("Call", agent=cast.mina, due_at=second), by=cast.mina)
    said = {"words": "Call again", "owner": f"agent-{cast.mina.pk}", "until": "2026-10-25T02:30"}
    assert sat(cast.mina).post(f"/tasks/{task.pk}", said).status_code == 302
    task.refresh_from_db()
    assert (task.words, task.due_at) == ("Call again", second)


@pytest.mark.parametrize(
    ("zone", "now", "due", "is_today"),
    [
        ("Pacific/Auckland", "2026-11-23T10:30", "2026-11-23T10:59:59", True),  # one second to midnight
        ("Pacific/Auckland", "2026-11-23T10:30", "2026-11-23T11:00", False),
        ("Pacific/Honolulu", "2026-11-23T09:59", "2026-11-23T09:59:59", True),  # still Sunday there
        ("Pacific/Honolulu", "2026-11-23T09:59", "2026-11-23T10:00", False),
        ("Pacific/Honolulu", "2026-11-23T10:00", "2026-11-24T09:59:59", True),
        ("Europe/Berlin", "2026-03-29T00:30", "2026-03-29T21:59:59", True),  # a day of 23 hours
        ("Europe/Berlin", "2026-03-29T00:30", "2026-03-29T22:00", False),
        ("Europe/Berlin", "2026-10-24T23:30", "2026-10-25T22:59:59", True),  # a day of 25
        ("Europe/Berlin", "2026-10-24T23:30", "2026-10-25T23:00", False),
        ("Africa/Cairo", "2026-04-23T12:00", "2026-04-23T21:59:59", True),  # tomorrow begins at one
        ("Africa/Cairo", "2026-04-23T12:00", "2026-04-23T22:00", False),
        ("Africa/Cairo", "2026-10-29T12:00", "2026-10-29T21:59:59", True),  # after 23:59 comes 23:00
        ("Africa/Cairo", "2026-10-29T12:00", "2026-10-29T22:00", False),
    ],
)
def test_my_day_ends_at_midnight_on_my_own_clock(cast, conversation, zone, now, due, is_today):
    lives_in(cast.mina, zone)
    with time_machine.travel(at(now) - timedelta(hours=6), tick=False):
        Conversation.objects.filter(pk=conversation.pk).update(assignee=cast.mina, due_at=at(due))
        promise(conversation, what="call", due_at=at(due), kind="agent", said="then", by=cast.mina, zone="UTC")
    with time_machine.travel(at(now), tick=False):
        page = sat(cast.mina).get("/day").content.decode()
    assert ("<h2>Due today" in page, "<h2>What I promised" in page) == (is_today, is_today)


def test_today_is_another_day_for_each_who_reads(cast, conversation):
    now = at("2026-11-23T10:30")
    lives_in(cast.mina, "Pacific/Auckland")
    lives_in(cast.dave, "Pacific/Honolulu")
    for zone, today in (("Pacific/Auckland", "2026-11-23"), ("Pacific/Honolulu", "2026-11-23")):
        assert times.Reader(now, ZoneInfo(zone), "en").today.isoformat() == today
    with timezone.override(ZoneInfo("Pacific/Kiritimati")):
        reader = replace(times.reader(), now=now)
        assert reader.today.isoformat() == "2026-11-24"
        assert ">00:10<" in reader.day_or_clock(at("2026-11-23T10:10"))
        assert "Nov 23" in reader.day_or_clock(at("2026-11-23T09:59"))
