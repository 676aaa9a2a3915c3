"""By which ways, and when: a table of odd cases."""

from datetime import UTC, datetime

import pytest

from keepword.notices.deciding import HOURLY, Now, Rest, decide, digest_after
from keepword.notices.kinds import DIGEST, NONE, NOW, Choice

ALL = Choice(page=True, push=True, mail=NOW)
NIGHT = {"quiet_from": 22 * 60, "quiet_to": 7 * 60}
BERLIN = Rest(zone="Europe/Berlin", **NIGHT)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def told(choice=ALL, rest=BERLIN, **now):
    found = decide(choice, rest=rest, now=Now(**now))
    return found.push_at, found.mail_at


DAY, MIDNIGHT, MORNING = at("2026-11-23T12:00"), at("2026-11-23T23:30"), at("2026-11-24T06:00")


def test_by_day_everything_goes_at_once():
    assert told(at=DAY) == (DAY, DAY)


def test_what_is_not_chosen_does_not_go_and_a_notice_by_no_way_is_none():
    assert told(Choice(page=True, push=False, mail=NONE), at=DAY) == (None, None)
    assert decide(Choice(page=True, push=False), rest=BERLIN, now=Now(DAY)).is_told
    assert not decide(Choice(page=False, push=False), rest=BERLIN, now=Now(DAY)).is_told


def test_in_the_night_both_wait_for_the_morning_of_the_agents_own_zone():
    assert told(at=MIDNIGHT) == (MORNING, MORNING)
    after_midnight = at("2026-11-24T03:00")
    assert told(at=after_midnight) == (MORNING, MORNING)


@pytest.mark.parametrize(
    ("now", "awake"),
    [
        ("2026-11-23T20:59:59", "2026-11-23T20:59:59"),  # one second before ten in the evening in Berlin
        ("2026-11-23T21:00", "2026-11-24T06:00"),
        ("2026-11-24T05:59:59", "2026-11-24T06:00"),
        ("2026-11-24T06:00", "2026-11-24T06:00"),  # the moment in which it ends is awake
        ("2026-03-28T23:00", "2026-03-29T05:00"),  # the night in which an hour is skipped is shorter
        ("2026-10-24T23:00", "2026-10-25T06:00"),  # the one in which an hour comes twice is longer
    ],
)
def test_quiet_hours_follow_the_clocks_on_the_wall(now, awake):
    assert told(at=at(now)) == (at(awake), at(awake))


def test_quiet_hours_that_begin_in_the_hour_that_is_skipped():
    rest = Rest(zone="Europe/Berlin", quiet_from=2 * 60 + 15, quiet_to=2 * 60 + 45)
    assert told(rest=rest, at=at("2026-03-29T01:10")) == (at("2026-03-29T01:10"),) * 2  # there is no such half hour
    assert told(rest=rest, at=at("2026-10-25T00:20")) == (at("2026-10-25T00:45"),) * 2


def test_quiet_hours_that_begin_when_they_end_are_none():
    assert told(rest=Rest(quiet_from=60, quiet_to=60), at=at("2026-11-23T01:00")) == (at("2026-11-23T01:00"),) * 2


def test_a_quiet_day_is_joined_to_the_nights_around_it():
    rest = Rest(zone="Europe/Berlin", quiet_days=frozenset({5, 6}), **NIGHT)
    assert told(rest=rest, at=at("2026-11-27T22:00")) == (at("2026-11-30T06:00"),) * 2  # Friday night to Monday


def test_whoever_is_always_quiet_is_never_disturbed():
    rest = Rest(quiet_days=frozenset(range(7)))
    assert told(rest=rest, at=DAY) == (None, None)


def test_a_zone_on_the_other_side_of_the_date_line():
    rest = Rest(zone="Pacific/Kiritimati", **NIGHT)  # fourteen hours ahead
    assert told(rest=rest, at=at("2026-11-23T10:00")) == (at("2026-11-23T17:00"),) * 2


def test_whoever_is_away_gets_letters_with_the_digest_and_nothing_on_a_device():
    assert told(at=DAY, is_away=True) == (None, at("2026-11-24T07:00"))


def test_with_the_page_open_a_letter_waits_whether_it_is_read_there():
    assert told(at=DAY, is_page_open=True) == (DAY, at("2026-11-23T12:10"))
    assert told(at=MIDNIGHT, is_page_open=True) == (MORNING, MORNING)


def test_what_would_be_too_late_in_the_morning_goes_as_a_letter_at_once_and_wakes_nobody():
    assert told(at=MIDNIGHT, needed_by=at("2026-11-24T02:00")) == (None, MIDNIGHT)
    assert told(at=MIDNIGHT, needed_by=MORNING) == (None, MIDNIGHT)
    assert told(at=MIDNIGHT, needed_by=at("2026-11-24T06:01")) == (MORNING, MORNING)


def test_what_would_be_too_late_in_the_digest_goes_at_once_unless_one_is_away():
    digest = Choice(mail=DIGEST)
    soon = at("2026-11-23T14:00")
    assert told(digest, at=DAY, needed_by=soon) == (DAY, DAY)
    assert told(digest, at=DAY, needed_by=soon, is_away=True) == (None, at("2026-11-24T07:00"))


def test_what_is_late_already_goes_to_a_device_all_the_same():
    assert told(at=DAY, needed_by=DAY) == (DAY, DAY)


@pytest.mark.parametrize(
    ("rest", "now", "goes"),
    [
        (Rest(zone="Asia/Seoul", digest_at=9 * 60), "2026-11-23T00:00", "2026-11-24T00:00"),  # nine is now: tomorrow
        (Rest(zone="Asia/Seoul", digest_at=9 * 60), "2026-11-22T23:59:59", "2026-11-23T00:00"),
        (Rest(digest=HOURLY), "2026-11-23T10:00", "2026-11-23T11:00"),
        (Rest(digest=HOURLY), "2026-11-23T10:59:59.5", "2026-11-23T11:00"),
        (Rest(zone="Asia/Kathmandu", digest=HOURLY), "2026-11-23T10:00", "2026-11-23T10:15"),  # 45 minutes beside
        (Rest(zone="Europe/Berlin", digest=HOURLY, **NIGHT), "2026-11-23T21:10", "2026-11-24T06:00"),
        (Rest(zone="Europe/Berlin", digest_at=5 * 60, **NIGHT), "2026-11-23T12:00", "2026-11-24T06:00"),
        (Rest(zone="Europe/Berlin", digest_at=150), "2026-03-28T12:00", "2026-03-29T01:30"),  # half past two is none
        (Rest(zone="Europe/Berlin", digest_at=150), "2026-10-25T00:30", "2026-10-26T01:30"),  # and here comes once
        (Rest(zone="Pacific/Apia", digest_at=8 * 60), "2011-12-29T20:00", "2011-12-30T18:00"),  # a day that never was
    ],
)
def test_when_the_digest_comes(rest, now, goes):
    assert digest_after(rest, at=at(now)) == at(goes)
