"""What was decided and has not gone: it is looked at once more, in the night in which its agent is by then."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
import time_machine

from keepword.conversations.assigning import assign
from keepword.conversations.models import Capacity
from keepword.events import working
from keepword.events.models import Event
from keepword.notices import focusing, mailing
from keepword.notices.choosing import choose
from keepword.notices.deciding import Now, Rest, decide
from keepword.notices.kinds import ASSIGNED, EMERGENCY, NOW, Choice
from keepword.notices.models import Device, Notice
from keepword.notices.pushing import sending
from keepword.people.models import Agent, DeskSession
from keepword.wiring import environment
from tests import cast as stage

NIGHT = {"quiet_from": 22 * 60, "quiet_to": 7 * 60}
numbers = count(1)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def frozen():
    with time_machine.travel(at("2026-11-23T20:50"), tick=False) as time:  # in Berlin ten to ten
        yield time


@pytest.fixture
def cast(frozen, db, settings):
    settings.RELAY = environment.relay({"KEEPWORD_RELAY_URL": "smtp://127.0.0.1:9"})
    found = stage.gather()
    Agent.objects.update(time_zone="Europe/Berlin")
    choose(found.mina, kinds={ASSIGNED: Choice(mail=NOW)}, **NIGHT)
    return found


def device_of(agent):
    number = next(numbers)
    session = DeskSession.objects.create(
        session_key=f"k{number}", agent=agent, expire_date=at("2030-01-01"), session_data="", seen_at=at("2026-11-01")
    )
    return Device.objects.create(
        agent=agent, session=session, endpoint=f"https://push.example/{number}", digest=f"{number}",
        added_at=at("2026-11-01"),
    )  # fmt: skip


def notice(agent, *, kind=ASSIGNED, needed_by=None, due="2026-11-23T20:55"):
    """Decided while it was not quiet."""
    return Notice.objects.create(
        agent=agent, kind=kind, at=at("2026-11-23T20:50"), told_at=at("2026-11-23T20:50"), push_at=at(due),
        mail_at=at(due), needed_by=needed_by,
    )  # fmt: skip


def goes(time, moment):
    """What goes at that moment: ids of notices by device, and by letter."""
    time.move_to(at(moment))
    before = Event.objects.order_by("-id").values_list("id", flat=True).first() or 0
    sending.queue_due()
    mailing.queue_due()
    facts = Event.objects.filter(id__gt=before).order_by("id")
    pushed = [one.data["notices"] for one in facts.filter(name=sending.QUEUED)]
    return pushed, [one.data["notices"] for one in facts.filter(name=mailing.QUEUED)]


def test_what_is_due_goes_to_each_device_once(frozen, cast):
    for _device in range(2):
        device_of(cast.mina)
    one = notice(cast.mina)
    assert goes(frozen, "2026-11-23T20:56") == ([[one.pk], [one.pk]], [[one.pk]])
    assert goes(frozen, "2026-11-23T20:57") == ([], [])


def test_a_server_that_comes_back_in_the_night_wakes_nobody_and_loses_nothing(frozen, cast):
    for _device in range(2):
        device_of(cast.mina)
    one = notice(cast.mina)
    assert goes(frozen, "2026-11-23T23:30") == ([], [])
    assert goes(frozen, "2026-11-24T05:59") == ([], [])
    assert goes(frozen, "2026-11-24T06:00") == ([[one.pk], [one.pk]], [[one.pk]])
    assert goes(frozen, "2026-11-24T06:10") == ([], [])


def test_who_flies_east_is_not_woken_by_what_was_decided_in_the_west(frozen, cast):
    device_of(cast.mina)
    one = notice(cast.mina, due="2026-11-24T06:00")  # seven in Berlin
    Agent.objects.filter(pk=cast.mina.pk).update(time_zone="America/New_York")  # one at night there
    assert goes(frozen, "2026-11-24T06:00") == ([], [])
    assert goes(frozen, "2026-11-24T12:00") == ([[one.pk]], [[one.pk]])


def test_what_is_late_by_the_morning_goes_as_a_letter_and_to_no_device(frozen, cast):
    device_of(cast.mina)
    one = notice(cast.mina, needed_by=at("2026-11-24T02:00"))
    assert goes(frozen, "2026-11-23T23:30") == ([], [[one.pk]])
    assert goes(frozen, "2026-11-24T06:00") == ([], [])


def test_an_alarm_wakes_at_any_hour(frozen, cast):
    device_of(cast.mina)
    one = notice(cast.mina, kind=EMERGENCY)
    assert goes(frozen, "2026-11-23T23:30") == ([[one.pk]], [[one.pk]])


def test_who_went_away_since_hears_nothing_on_a_device_when_they_are_gone(frozen, cast):
    device_of(cast.mina)
    notice(cast.mina)
    Capacity.objects.update_or_create(agent=cast.mina, defaults={"is_away": True})
    assert goes(frozen, "2026-11-23T20:56")[0] == []


def test_who_reads_it_in_the_night_hears_nothing_in_the_morning(frozen, cast):
    device_of(cast.mina)
    notice(cast.mina)
    goes(frozen, "2026-11-23T23:30")
    Notice.objects.update(read_at=at("2026-11-23T23:40"))
    assert goes(frozen, "2026-11-24T06:00") == ([], [])


def test_who_concentrates_since_hears_of_it_when_that_ends(frozen, cast):
    device_of(cast.mina)
    one = notice(cast.mina, due="2026-11-23T12:01")
    frozen.move_to(at("2026-11-23T12:00"))
    focusing.begin(cast.mina)
    assert goes(frozen, "2026-11-23T12:02")[0] == []
    focusing.end(cast.mina)
    assert goes(frozen, "2026-11-23T12:30")[0] == [[one.pk]]


def test_quiet_for_ever_disturbs_no_device_and_a_zone_that_is_gone_breaks_nothing(frozen, cast):
    device_of(cast.mina)
    notice(cast.mina)
    choose(cast.mina, kinds={}, quiet_from=None, quiet_to=None, quiet_days=list(range(7)))
    Agent.objects.filter(pk=cast.mina.pk).update(time_zone="Mars/Olympus")
    assert goes(frozen, "2026-11-23T20:56")[0] == []


def test_a_zone_that_is_gone_is_utc_for_what_is_told_anew(frozen, cast):
    Agent.objects.filter(pk=cast.mina.pk).update(time_zone="US/Atlantis")
    conversation = stage.conversation_of(cast)
    frozen.move_to(at("2026-11-23T22:30"))
    assign(conversation, to=cast.mina, by=cast.dave.as_actor)
    while working.run_due_inside():
        pass
    assert Notice.objects.get(agent=cast.mina, kind=ASSIGNED).push_at == at("2026-11-24T07:00")


ALL = Choice(page=True, push=True, mail=NOW)


@pytest.mark.parametrize(
    ("zone", "quiet", "now", "awake"),
    [
        ("Australia/Lord_Howe", (120, 180), "2026-10-03T15:40", "2026-10-03T16:00"),  # half of that hour is skipped
        ("Australia/Lord_Howe", (90, 120), "2026-04-04T14:45", "2026-04-04T15:30"),  # half past one comes twice
        ("Africa/Cairo", (0, 420), "2026-04-23T22:00", "2026-04-24T04:00"),  # its midnight is one o'clock
        ("Africa/Cairo", (1380, 420), "2026-10-29T20:30", "2026-10-30T05:00"),  # eleven comes twice
        ("America/New_York", (1320, 420), "2026-03-08T04:00", "2026-03-08T11:00"),
        ("America/New_York", (1320, 420), "2026-11-01T04:00", "2026-11-01T12:00"),
        ("Asia/Shanghai", (1320, 420), "2026-03-28T16:00", "2026-03-28T23:00"),
        ("Pacific/Auckland", (1320, 420), "2026-04-04T10:00", "2026-04-04T19:00"),
        ("Pacific/Honolulu", (1320, 420), "2026-11-23T08:00", "2026-11-23T17:00"),
        ("Asia/Kathmandu", (1320, 420), "2026-11-23T16:15", "2026-11-24T01:15"),
        ("Europe/Berlin", (600, 600), "2026-11-23T09:30", "2026-11-23T09:30"),  # from ten to ten is never
        ("Europe/Berlin", (0, 1439), "2026-11-23T12:00", "2026-11-23T22:59"),  # all day but a minute
        ("Europe/Berlin", (600, 599), "2026-11-23T12:00", "2026-11-24T08:59"),
    ],
)
def test_the_end_of_the_quiet_is_what_their_own_clock_says(zone, quiet, now, awake):
    rest = Rest(zone=zone, quiet_from=quiet[0], quiet_to=quiet[1])
    assert decide(ALL, rest=rest, now=Now(at(now))).push_at == at(awake)


def test_a_weekend_off_over_a_change_of_clocks_ends_on_mondays_clock():
    rest = Rest(zone="Europe/Berlin", quiet_from=22 * 60, quiet_to=7 * 60, quiet_days=frozenset({5, 6}))
    friday = at("2026-03-27T21:30")
    assert decide(ALL, rest=rest, now=Now(friday)).push_at == at("2026-03-30T05:00")
    autumn = at("2026-10-23T20:30")
    assert decide(ALL, rest=rest, now=Now(autumn)).mail_at == at("2026-10-26T06:00")
    assert decide(ALL, rest=rest, now=Now(autumn - timedelta(hours=2))).push_at == autumn - timedelta(hours=2)
