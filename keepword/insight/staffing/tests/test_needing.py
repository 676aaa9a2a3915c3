"""What a channel takes, in hours and people."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepword.insight.staffing.needing import NOTHING, Load, live, written

DAY = 8 * 3600
LETTERS = Load(contacts=100, minutes=6, open_hours=40, wait_seconds=DAY)
CALLS = Load(contacts=100, minutes=6, open_hours=40, wait_seconds=60)


@pytest.mark.parametrize(
    ("changes", "hours", "people", "at_once"),
    [
        ({"contacts": 0}, 0, 0, 0),
        ({"contacts": 1}, 0.13, 0.5, 1),
        ({}, 13.33, 0.5, 1),
        ({"answers_per_contact": 0.2}, 13.33, 0.5, 1),  # whoever writes is answered at least once
        ({"answers_per_contact": 1.5}, 20, 0.5, 1),
        ({"answers_per_contact": 3}, 40, 1, 1),
        ({"answers_per_contact": 3.1}, 41.33, 1.5, 1),
        ({"open_hours": 10}, 13.33, 2, 2),  # nobody works longer than the channel is open
        ({"open_hours": 168}, 13.33, 0.5, 1),
        ({"minutes": 0}, 0, 0, 0),
        ({"contacts": 3000}, 400, 10, 8),
        ({"wait_seconds": 60}, 13.33, 2, 2),  # a letter that is answered within a minute
        ({"wait_seconds": 0}, 13.33, 2, 2),
    ],
)
def test_letters_take_what_answering_them_takes(changes, hours, people, at_once):
    found = written(replace(LETTERS, **changes))
    assert (found.hours, found.people, found.at_once) == (pytest.approx(hours, abs=0.01), people, at_once)
    assert found.can_be_met


def test_a_channel_that_is_never_open_can_not_be_answered_in_time():
    assert not written(replace(LETTERS, open_hours=0)).can_be_met
    assert not live(replace(CALLS, open_hours=0), together=1).can_be_met
    assert written(replace(LETTERS, open_hours=0, contacts=0)) == NOTHING


@pytest.mark.parametrize(
    ("changes", "together", "hours", "people", "at_once"),
    [
        ({"contacts": 0}, 1, 40, 1, 1),  # it may ring at any moment
        ({"contacts": 1}, 1, 40, 1, 1),
        ({}, 1, 80, 2, 2),
        ({}, 2, 40, 1, 1),
        ({"open_hours": 168}, 1, 168, 4.5, 1),
        ({"contacts": 2000}, 1, 320, 8, 8),
    ],
)
def test_calls_need_somebody_there_all_the_time(changes, together, hours, people, at_once):
    found = live(replace(CALLS, **changes), together=together)
    assert (found.hours, found.people, found.at_once) == (pytest.approx(hours, abs=0.01), people, at_once)


@pytest.mark.parametrize(
    "wrong",
    [{"contacts": -1}, {"minutes": -1}, {"open_hours": -1}, {"wait_seconds": -1}, {"answers_per_contact": -1}]
    + [{"contacts": 100_001}],
)
def test_work_is_not_negative_and_no_flood(wrong):
    with pytest.raises(ValueError, match="negative|contacts"):
        written(replace(LETTERS, **wrong))
    with pytest.raises(ValueError, match="negative|contacts"):
        live(replace(CALLS, **wrong), together=1)


def test_somebody_has_at_least_one_at_a_time():
    with pytest.raises(ValueError, match="at least one"):
        live(CALLS, together=0)


LOADS = st.builds(
    Load,
    contacts=st.integers(0, 3000),
    minutes=st.floats(0.1, 60),
    open_hours=st.floats(1, 168),
    wait_seconds=st.integers(0, 200_000),
    answers_per_contact=st.floats(0, 5),
)


@given(LOADS, st.integers(0, 500))
def test_more_contacts_never_need_fewer_people(load, more):
    busier = replace(load, contacts=load.contacts + more)
    for less_need, more_need in (
        (written(load), written(busier)),
        (live(load, together=2), live(busier, together=2)),
    ):
        assert 0 <= less_need.hours <= more_need.hours
        assert 0 <= less_need.people <= more_need.people
        assert 0 <= less_need.at_once <= more_need.at_once


@given(LOADS, st.integers(0, 100_000))
def test_more_time_never_needs_more_people(load, more):
    patient = replace(load, wait_seconds=load.wait_seconds + more)
    assert written(patient).people <= written(load).people
    assert live(patient, together=1).people <= live(load, together=1).people


@given(LOADS)
def test_people_are_never_fewer_than_the_hours_need(load):
    for need in (written(load), live(load, together=2)):
        assert need.people * min(40, load.open_hours) >= need.hours - 1e-6
        assert need.people >= (need.at_once if need.at_once > 1 else 0)
