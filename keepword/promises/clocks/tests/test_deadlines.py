"""When is what due? The odd cases first."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepword.hours.spans import seconds_between
from keepword.promises.clocks.deadlines import MET, MET_LATE, NEVER_MET, PAUSED, RUNNING, VOID, clocks_of, reach
from keepword.promises.clocks.deeds import Deed
from keepword.promises.clocks.terms import Conditions
from keepword.promises.clocks.tests.telling import MONDAY, at, calendar, clocks, said, seconds, story, terms

TABLE = Path(__file__).with_name("deadlines.txt").read_text(encoding="utf-8")
CASES = [line for line in TABLE.splitlines() if line and not line.startswith("#")]


def test_the_table_is_long_enough_and_no_case_stands_in_it_twice():
    assert len(CASES) >= 150
    assert len({line.rpartition("|")[0] for line in CASES}) == len(CASES)


@pytest.mark.parametrize("line", CASES)
def test_a_clock_is_due_when_the_policy_says(line):
    hours, policy, deeds, expected = (part.strip() for part in line.split("|"))
    found = "; ".join(said(one) for one in clocks(deeds, terms(policy), hours=hours))
    assert found == expected


# Two versions of a policy, or two policies: the second counts from an instant on.
CHANGES = {
    "a changed policy starts a new clock and keeps the old": (
        "mo 9 arrived",
        "first mo 13 void; first mo 11 running",
    ),
    "what was answered before the change keeps its clock": ("mo 9 arrived, mo 9:30 answered", "first mo 13 met"),
    "what was answered after the change was due by both": (
        "mo 9 arrived, mo 10:30 answered",
        "first mo 13 void; first mo 11 met",
    ),
    "what came after the change never knew the old": ("mo 10:30 arrived", "first mo 12:30 running"),
    "what came at the very instant of the change": ("mo 10 arrived", "first mo 12 running"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_policy_that_changes_at_ten(name):
    deeds, expected = CHANGES[name]
    before = terms("first 4h", retired_at=at("mo 10"))
    after = terms("first 2h", policy_id=2, made_at=at("mo 10"))
    assert "; ".join(said(one) for one in clocks(deeds, before, after)) == expected


def test_a_breach_outlives_the_policy_that_it_broke():
    before = terms("first 4h", retired_at=at("tu 10"))
    after = terms("first 40h", policy_id=2, made_at=at("tu 10"))
    found = [said(one) for one in clocks("mo 9 arrived", before, after)]
    assert found == ["first mo 13 never_met", "first fr 17 running"]


def test_a_new_policy_is_overdue_no_sooner_than_it_was_made():
    after = terms("first 1h", made_at=at("tu 10"))
    assert [said(one) for one in clocks("mo 9 arrived", after)] == ["first tu 10 running"]


def test_a_retired_policy_stops_its_clocks():
    assert [said(one) for one in clocks("mo 9 arrived", terms("first 4h", retired_at=at("mo 10")))] == [
        "first mo 13 void"
    ]


def test_the_first_policy_in_order_wins_and_a_tag_may_bring_another():
    vip = terms("first 1h", policy_id=2, place=1, conditions=Conditions(tags=frozenset({"vip"})))
    rest = terms("first 4h", policy_id=1, place=2)
    assert [said(one) for one in clocks("mo 9 arrived", vip, rest)] == ["first mo 13 running"]
    tagged = clocks("mo 9 arrived, mo 9:30 tagged vip", vip, rest)
    assert [said(one) for one in tagged] == ["first mo 13 void", "first mo 10 running"]
    assert [one.policy_id for one in tagged] == [1, 2]
    removed = clocks("mo 9 arrived, mo 9:30 tagged vip, mo 9:40 untagged vip", vip, rest, tags=frozenset())
    assert [said(one) for one in removed] == ["first mo 13 void", "first mo 10 void", "first mo 13 running"]


@pytest.mark.parametrize(
    ("conditions", "fits"),
    [
        ({}, True),
        ({"inboxes": {1}}, True),
        ({"inboxes": {2}}, False),
        ({"inboxes": {2, 1}, "channels": {"form"}}, False),
        ({"channels": {"email", "form"}}, True),
        ({"brands": {1}, "languages": {"zh"}}, True),
        ({"languages": {"zh-Hant"}}, False),
        ({"languages": {"zh-hans"}}, True),
        ({"languages": {"z"}}, False),
        ({"teams": {3}}, False),
        ({"priorities": {20}}, True),
        ({"priorities": {30, 40}}, False),
        ({"domains": {"big.example"}}, True),
        ({"domains": {"other.example"}}, False),
        ({"tags": {"vip"}}, False),
    ],
)
def test_a_policy_fits_when_all_that_it_asks_holds(conditions, fits):
    wanted = Conditions(**{name: frozenset(values) for name, values in conditions.items()})
    about = {"language": "zh-Hans", "domains": frozenset({"big.example"})}
    assert bool(clocks("mo 9 arrived", terms("first 4h", conditions=wanted), **about)) == fits


def test_warnings_come_at_shares_of_the_time_and_never_after_it_is_due():
    (clock,) = clocks("mo 13 arrived", terms("first 4h", warn_at=(50, 80, 100)))
    assert clock.warnings == ((50, at("mo 15")), (80, at("mo 16:12")))
    (clock,) = clocks("mo 9 arrived, mo 11 answered, tu 9 arrived", terms("solve 8h", warn_at=(50, 10)))
    assert clock.warnings == ((10, at("mo 9:48")), (50, at("tu 11")))


def test_the_calendar_is_that_of_the_team_at_the_end():
    asked = []

    def of_team(team, end):
        asked.append((team, end))
        return calendar("office")

    told = story("mo 9 arrived, mo 10 answered", team_id=7)
    moved = Deed("team_assigned", at("mo 9:30"), value=7, was=3)
    clocks_of(
        story("", team_id=7, deeds=(told.deeds[0], moved, told.deeds[1])),
        policies=[terms("first 4h")],
        calendar=of_team,
    )
    assert asked == [(7, at("mo 10"))]


HOURS = ["office", "lunch", "night", "holiday", "berlin nights", "kathmandu", "always"]
moments = st.integers(0, 14 * 24 * 60).map(lambda minutes: MONDAY + timedelta(minutes=minutes))


@given(st.sampled_from(HOURS), st.lists(moments, min_size=1, max_size=9, unique=True), st.integers(1, 40 * 3600))
def test_exactly_the_target_passes_outside_of_pauses(hours, marks, target):
    start, *rest = sorted(marks)
    pauses = list(zip(rest[::2], rest[1::2], strict=False))
    due = reach(start, seconds=target, pauses=pauses, hours=calendar(hours))
    edges = [start, *(edge for pause in pauses for edge in pause), due]
    spans = zip(edges[::2], edges[1::2], strict=False)
    passed = sum(seconds_between(calendar(hours), first, min(last, due)) for first, last in spans)
    assert passed == target


WHATS = ["arrived", "answered", "resolved", "awaited", "reopened", "snoozed", "woken", "failed", "no_reply_needed"]


@given(st.sampled_from(HOURS), st.lists(st.tuples(st.sampled_from(WHATS), st.integers(1, 2000)), max_size=14))
def test_whatever_happens_the_clocks_make_sense(hours, acts):
    when, told = MONDAY, []
    for what, minutes in acts:
        when += timedelta(minutes=minutes)
        told.append(Deed(what, when, settles=what in ("resolved", "no_reply_needed"), takes_back=what == "reopened"))
    policy = terms("first 4h, next 2h, solve 2d, update 1d", warn_at=(50, 80))
    found = clocks_of(story("", deeds=tuple(told)), policies=[policy], calendar=lambda team, end: calendar(hours))
    for one in found:
        assert (one.ended_at is None) == (one.outcome in (RUNNING, PAUSED))
        if one.outcome in (MET, VOID) and one.due_at:
            assert one.ended_at <= one.due_at
        if one.outcome in (MET_LATE, NEVER_MET):
            assert one.due_at < one.ended_at
        instants = [one.started_at, *(instant for _, instant in one.warnings), one.due_at]
        assert instants[:-1] == sorted(instants[:-1])
        assert one.due_at is None or instants == sorted(instants)
    for kind in ("first_response", "resolution", "update"):
        assert sum(one.ended_at is None for one in found if one.kind == kind) <= 1


@given(st.sampled_from(HOURS), moments, st.integers(60, 20 * 3600))
def test_a_second_decides_between_in_time_and_late(hours, start, target):
    due = reach(start, seconds=target, hours=calendar(hours))
    policy = terms("first 1h", seconds={(20, "first_response"): target})

    def outcome(answered):
        told = (Deed("arrived", start), Deed("answered", answered))
        return clocks_of(story("", deeds=told), policies=[policy], calendar=lambda team, end: calendar(hours))[
            0
        ].outcome

    assert (outcome(due), outcome(due + timedelta(seconds=1))) == (MET, MET_LATE)


def test_the_words_of_the_table_mean_what_they_say():
    assert (seconds("2d"), at("tu2 9:30"), at("29.3 1")) == (
        172800,
        MONDAY + timedelta(days=8, hours=9, minutes=30),
        MONDAY + timedelta(days=27, hours=1),
    )
