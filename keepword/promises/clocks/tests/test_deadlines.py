"""When is what due? The odd cases first."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepword.hours.spans import seconds_between
from keepword.promises.clocks.deadlines import MET, MET_LATE, NEVER_MET, PAUSED, RUNNING, VOID, clocks_of, reach
from keepword.promises.clocks.deeds import Deed
from keepword.promises.clocks.terms import Conditions
from keepword.promises.clocks.tests.telling import MONDAY, at, calendar, clocks, said, seconds, story, terms

# calendar | policy | deeds | clocks
TABLE = """
# the first answer, in office hours (Monday to Friday, 9 to 17)
office | first 4h | mo 9 arrived | first mo 13 running
office | first 4h | mo 9 arrived, mo 10 answered | first mo 13 met
office | first 4h | mo 9 arrived, mo 13 answered | first mo 13 met
office | first 4h | mo 9 arrived, mo 13:00:01 answered | first mo 13 met_late
office | first 4h | mo 13 arrived | first mo 17 running
office | first 8h | mo 9 arrived | first mo 17 running
office | first 4h | mo 13 arrived, mo 17 answered | first mo 17 met
office | first 4h | mo 13 arrived, tu 9 answered | first mo 17 met_late
office | first 4h | mo 13:01 arrived | first tu 9:01 running
office | first 4h | mo 16 arrived | first tu 12 running
office | first 4h | mo 16:59:59 arrived | first tu 12:59:59 running
office | first 4h | mo 17 arrived | first tu 13 running
office | first 4h | mo 20 arrived | first tu 13 running
office | first 4h | mo 3 arrived | first mo 13 running
office | first 4h | mo 3 arrived, mo 4 answered | first mo 13 met
office | first 4h | fr 16 arrived | first mo2 12 running
office | first 4h | sa 12 arrived | first mo2 13 running
office | first 4h | su 23:59 arrived | first mo2 13 running
office | first 40h | mo 9 arrived | first fr 17 running
office | first 41h | mo 9 arrived | first mo2 10 running
office | first 8h | fr 13 arrived | first mo2 13 running
office | first 1s | mo 8:59:59 arrived | first mo 9:00:01 running
office | first 1s | mo 16:59:59 arrived | first mo 17 running
# calendar time
office | first 4h, calendar | mo 16 arrived | first mo 20 running
office | first 4h, calendar | sa 12 arrived | first sa 16 running
office | first 1d, calendar | fr 16 arrived, sa 16 answered | first sa 16 met
office | first 1d, calendar | fr 16 arrived, sa 16:00:01 answered | first sa 16 met_late
never | first 4h, calendar | mo 9 arrived | first mo 13 running
always | first 4h | sa 12 arrived | first sa 16 running
always | first 7d | mo 9 arrived | first mo2 9 running
# lunch, nights, holidays, and calendars that hardly open
lunch | first 3h | mo 9 arrived | first mo 12 running
lunch | first 4h | mo 9 arrived | first mo 14 running
lunch | first 1h | mo 12:30 arrived | first mo 14 running
lunch | first 1h | mo 12 arrived | first mo 14 running
lunch | first 7h | mo 9 arrived | first mo 17 running
lunch | first 3h | mo 9 arrived, mo 12:30 answered | first mo 12 met_late
night | first 4h | mo 21 arrived | first tu 2 running
night | first 8h | mo 22 arrived | first tu 6 running
night | first 4h | tu 4 arrived | first we 0 running
night | first 1h | tu 12 arrived | first tu 23 running
night | first 1h | sa 5:30 arrived | first mo2 22:30 running
night | first 2h | sa 5 arrived | first mo2 23 running
holiday | first 4h | mo 16 arrived | first we 12 running
holiday | first 4h | tu 10 arrived | first we 13 running
holiday | first 8h | mo 9 arrived | first mo 17 running
half day | first 4h | mo 16 arrived | first tu 12 running
half day | first 4h | mo 16:01 arrived | first we 9:01 running
half day | first 1h | tu 11:30 arrived | first we 9:30 running
saturday once | first 4h | fr 17 arrived | first sa 13 running
saturday once | first 5h | fr 17 arrived | first mo2 10 running
mondays | first 1h | mo 9 arrived | first mo 10 running
mondays | first 2h | mo 9 arrived | first mo2 10 running
mondays | first 1h | mo 10 arrived | first mo2 10 running
mondays | first 1h | mo 10 arrived, mo2 10:00:01 answered | first mo2 10 met_late
never | first 4h | mo 9 arrived | first - running
never | first 4h | mo 9 arrived, mo 10 answered | first - met
never | first 4h | mo 9 arrived, mo 10 resolved unanswered | first - void
last day | first 4h | mo 9 arrived | first mo 13 running
last day | first 8h | mo 9 arrived | first mo 17 running
last day | first 8h | mo 10 arrived | first - running
last day | first 8h | mo 10 arrived, tu 9 answered | first - met
# zones, and clocks that change (Europe on 29 March and 25 October 2026, New York on 8 March)
berlin | first 1h | mo 7 arrived | first mo 9 running
berlin | first 1h | mo 8 arrived | first mo 9 running
berlin | first 4h | 27.3 15 arrived | first 30.3 10 running
berlin | first 1h | 30.3 6 arrived | first 30.3 8 running
berlin | first 4h | 23.10 14 arrived | first 26.10 11 running
berlin | first 1h | 26.10 7 arrived | first 26.10 9 running
berlin always | first 1d | 28.3 12 arrived | first 29.3 12 running
berlin always | first 1d | 24.10 12 arrived | first 25.10 12 running
berlin nights | first 8h | 28.3 21 arrived | first 29.3 21 running
berlin nights | first 7h | 28.3 21 arrived | first 29.3 4 running
berlin nights | first 8h | 24.10 20 arrived | first 25.10 4 running
berlin nights | first 9h | 24.10 20 arrived | first 25.10 5 running
new york | first 4h | fr 20 arrived | first mo2 15 running
new york | first 4h | mo 14 arrived | first mo 18 running
new york | first 1h | mo2 12 arrived | first mo2 14 running
kathmandu | first 1h | mo 3 arrived | first mo 4:15 running
kathmandu | first 8h | mo 3:15 arrived | first mo 11:15 running
seoul | first 1h | su2 23:30 arrived | first 16.3 1 running
seoul | first 1h | mo 7:30 arrived | first tu 0:30 running
# who writes, and how often
office | first 4h | | 
office | first 4h | mo 9 answered | 
office | first 4h | mo 9 answered, mo 10 arrived | first mo 14 running
office | first 4h | mo 9 arrived, mo 9:30 arrived, mo 12 arrived | first mo 13 running
office | first 4h | mo 9 arrived, mo 16 arrived, tu 9 answered | first mo 13 met_late
office | first 4h, next 2h | mo 9 arrived, mo 10 answered, mo 11 arrived | first mo 13 met; next mo 13 running
office | first 4h, next 2h | mo 9 arrived, mo 10 answered, mo 11 arrived, mo 13 answered | first mo 13 met; next mo 13 met
office | next 2h | mo 9 arrived, mo 10 answered | 
office | next 2h | mo 9 arrived, mo 10 answered, mo 11 arrived, mo 12 arrived | next mo 13 running
office | next 2h | mo 9 arrived, mo 10 answered, mo 16 arrived, tu 10:30 answered, tu 11 arrived | next tu 10 met_late; next tu 13 running
office | first 4h, next 2h | mo 9 answered, mo 10 arrived, mo 11 answered, mo 12 arrived | first mo 14 met; next mo 14 running
office | first 4h | mo 9 arrived, mo 10 answered, mo 11 answered | first mo 13 met
office | first 4h | mo 9:00:30 arrived, mo 9 answered | first mo 13:00:30 met
# a reply that failed is none; the same mail sent again is the old answer
office | first 4h | mo 9 arrived, mo 10:05 failed | first mo 13 running
office | first 4h | mo 9 arrived, mo 10:05 failed, mo 14 answered | first mo 13 met_late
office | first 4h, next 2h | mo 9 arrived, mo 11 arrived, mo 12 failed | first mo 13 running
office | first 4h, solve 8h | mo 9 arrived, mo 10 resolved unanswered, mo 12 failed | first mo 13 void; solve mo 17 met; solve tu 12 running
# ended without an answer
office | first 4h | mo 9 arrived, mo 10 resolved unanswered | first mo 13 void
office | first 4h | mo 9 arrived, mo 13 resolved unanswered | first mo 13 void
office | first 4h | mo 9 arrived, mo 15 resolved unanswered | first mo 13 never_met
office | first 4h | mo 9 arrived, mo 10 no_reply_needed | first mo 13 void
office | first 4h | mo 9 arrived, mo 14 no_reply_needed | first mo 13 never_met
office | first 4h | mo 9 arrived, mo 10 awaited unanswered | first mo 13 void
office | first 4h, next 2h | mo 9 arrived, mo 10 no_reply_needed, mo 11 arrived | first mo 13 void; next mo 13 running
office | first 4h | mo 9 arrived, mo 10 resolved unanswered, mo 11 reopened | first mo 13 running
office | first 4h | mo 9 arrived, mo 10 resolved unanswered, tu 11 reopened | first mo 13 running
office | first 4h | mo 9 arrived, mo 10 resolved unanswered, mo 11 reopened, mo 12 answered | first mo 13 met
office | first 4h, next 2h | mo 9 arrived, mo 10 resolved unanswered, mo 11 arrived, mo 12 answered | first mo 13 void; next mo 13 met
# spam and what was merged count nowhere
office | first 4h | mo 9 arrived, mo 10 marked_spam | first mo 13 void
office | first 4h | mo 9 arrived, tu 10 marked_spam | first mo 13 void
office | first 4h, solve 8h | mo 9 arrived, mo 14 answered, tu 10 marked_spam | first mo 13 void; solve tu 13 void
office | first 4h | mo 9 arrived, mo 10 marked_spam, mo 11 unmarked_spam | first mo 13 running
office | first 4h | mo 9 arrived, mo 10 marked_spam, mo 15 unmarked_spam, mo 16 answered | first mo 13 met_late
office | first 4h | mo 9 arrived, mo 10 merged | first mo 13 void
office | first 4h, solve 8h | mo 9 arrived, tu 10 merged | first mo 13 void; solve mo 17 void
# the solution
office | solve 8h | mo 9 arrived | solve mo 17 running
office | solve 8h | mo 9 arrived, mo 17 resolved unanswered | solve mo 17 met
office | solve 8h | mo 9 arrived, tu 9 resolved unanswered | solve mo 17 met_late
office | solve 8h | mo 9 answered | 
office | solve 8h | mo 9 answered, mo 10 resolved | 
office | solve 8h | mo 9 answered, mo 10 resolved, mo 11 arrived | solve tu 11 running
office | solve 8h | mo 9 arrived, mo 10 resolved unanswered, tu 9 arrived | solve mo 17 met; solve tu 17 running
office | solve 8h | mo 9 arrived, mo 10 resolved unanswered, tu 9 reopened | solve mo 17 met; solve tu 17 running
office | solve 8h | mo 9 arrived, mo 10 resolved unanswered, mo 12 reopened, mo 13 resolved unanswered | solve mo 17 met; solve tu 12 met
office | solve 8h | mo 9 arrived, mo 10 resolved unanswered, mo 12 snoozed, tu 9 woken | solve mo 17 met; solve tu 12 running
office | solve 8h | mo 9 arrived, mo 10 no_reply_needed | solve mo 17 running
office | solve 8h | mo 9 arrived, mo 10 snoozed | solve mo 17 running
office | solve 8h | mo 9 arrived, mo 10 snoozed, we 10 woken | solve mo 17 running
# paused while we wait for the customer
office | solve 8h | mo 9 arrived, mo 11 answered | solve - paused
office | solve 8h | mo 9 arrived, mo 11 answered, mo 15 arrived | solve tu 13 running
office | solve 8h | mo 9 arrived, mo 11 answered, tu 9 arrived | solve tu 15 running
office | solve 8h | mo 9 arrived, mo 11 answered, mo 20 arrived | solve tu 15 running
office | solve 8h | mo 9 arrived, mo 17 answered, tu 9 arrived | solve mo 17 running
office | solve 8h | mo 9 arrived, mo 16 answered, mo 23 arrived | solve tu 10 running
office | solve 8h | mo 9 arrived, mo 20 answered, tu 10 arrived | solve mo 17 running
office | solve 8h | mo 9 arrived, mo 11 answered, tu 11 resolved | solve tu 17 met
office | solve 8h | mo 9 arrived, tu 10 answered | solve mo 17 running
office | solve 8h | mo 9 arrived, tu 10 answered, tu 11 resolved | solve mo 17 met_late
office | solve 8h | mo 9 arrived, mo 11 answered, mo 12 arrived, mo 13 answered, mo 16 arrived | solve tu 13 running
office | solve 8h | mo 9 arrived, mo 11 answered, mo 12 snoozed | solve tu 10 running
office | solve 8h | mo 9 arrived, mo 11 answered, mo 13 failed | solve tu 11 running
office | solve 8h | mo 9 arrived, mo 11 answered, mo 13 reopened | solve tu 11 running
office | solve 8h | mo 9 arrived, mo 11 awaited unanswered, mo 13 arrived | solve tu 11 running
office | solve 8h, unpaused | mo 9 arrived, mo 11 answered | solve mo 17 running
office | solve 8h, unpaused | mo 9 arrived, mo 11 answered, tu 11 resolved | solve mo 17 met_late
office | solve 1d, calendar | mo 9 arrived, mo 11 answered, tu 11 arrived | solve we 9 running
office | solve 1d, calendar | mo 9 arrived, mo 11 answered, tu 11 arrived, we 9 resolved unanswered | solve we 9 met
office | solve 1d, calendar, unpaused | mo 9 arrived, mo 11 answered, tu 11 arrived | solve tu 9 running
never | solve 8h | mo 9 arrived, mo 11 answered, tu 11 arrived | solve - running
office | first 4h, solve 8h | mo 9 arrived, mo 11 answered | first mo 13 met; solve - paused
berlin nights | solve 8h | 28.3 21 arrived, 28.3 23 answered, 29.3 20 arrived | solve 30.3 2 running
# words in between
office | update 4h, unpaused | mo 9 arrived | update mo 13 running
office | update 4h, unpaused | mo 9 arrived, mo 12 answered | update mo 13 met; update mo 16 running
office | update 4h, unpaused | mo 9 arrived, mo 14 answered, mo 15 answered | update mo 13 met_late; update tu 10 met; update tu 11 running
office | update 4h, unpaused | mo 9 arrived, mo 12 arrived | update mo 13 running
office | update 4h, unpaused | mo 9 arrived, mo 12 answered, mo 13 resolved | update mo 13 met; update mo 16 void
office | update 4h, unpaused | mo 9 arrived, mo 12 answered, tu 13 resolved | update mo 13 met; update mo 16 never_met
office | update 4h | mo 9 arrived, mo 12 answered | update mo 13 met; update - paused
office | update 4h | mo 9 arrived, mo 12 answered, mo 14 arrived | update mo 13 met; update tu 10 running
office | update 4h | mo 9 arrived, mo 12 resolved unanswered, mo 14 arrived | update mo 13 void; update tu 10 running
office | update 4h | mo 9 arrived, mo 10 marked_spam | update mo 13 void
# the priority changes
office | first 4h, urgent first 1h | mo 9 arrived, mo 9:30 prioritised normal urgent | first mo 10 running
office | first 4h, urgent first 1h | mo 9 arrived, mo 12 prioritised normal urgent | first mo 12 running
office | first 4h, urgent first 1h | mo 9 arrived, mo 14 prioritised normal urgent | first mo 13 running
office | first 4h, urgent first 1h | mo 9 arrived, mo 9:30 prioritised urgent normal | first mo 13 running
office | first 4h, urgent first 1h | mo 9 arrived, mo 10:30 prioritised urgent normal | first mo 10 running
office | first 4h, urgent first 1h | mo 9 arrived, mo 10 prioritised urgent normal | first mo 13 running
office | first 4h, urgent first 1h | mo 9 arrived, mo 9:10 prioritised normal urgent, mo 9:20 prioritised urgent normal | first mo 13 running
office | first 4h, urgent first 1h | mo 9 arrived, mo 9:30 prioritised normal urgent, mo 9:45 answered | first mo 10 met
office | first 4h, urgent first 1h | mo 9 arrived, mo 9:30 answered, mo 9:45 prioritised normal urgent | first mo 13 met
office | first 4h, urgent first 1h | mo 9 arrived, mo 12 prioritised normal urgent, mo 12 answered | first mo 13 met
office | first 4h, urgent first 1h | mo 9 arrived, mo 12 prioritised normal urgent, mo 12:01 answered | first mo 12 met_late
office | first 4h, high first 4h | mo 9 arrived, mo 12 prioritised normal high | first mo 13 running
office | first 4h, low first 0h | mo 9 arrived, mo 10 prioritised normal low | first mo 13 void
office | first 4h, low first 0h | mo 9 arrived, mo 14 prioritised normal low | first mo 13 never_met
office | first 4h, low first 0h | mo 9 arrived, mo 10 prioritised normal low, mo 11 prioritised low normal | first mo 13 void; first mo 13 running
office | first 4h, low first 0h | mo 9 arrived, mo 10 prioritised normal low, mo 15 prioritised low normal | first mo 13 void; first mo 15 running
office | urgent first 1h | mo 9 arrived | 
office | urgent first 1h | mo 9 arrived, mo 9:20 prioritised normal urgent | first mo 10 running
office | solve 8h, urgent solve 4h | mo 9 arrived, mo 11 answered, mo 12 prioritised normal urgent, mo 13 arrived | solve mo 15 running
"""
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
