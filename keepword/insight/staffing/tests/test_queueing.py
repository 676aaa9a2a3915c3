"""How many people must be there at once."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepword.insight.staffing.queueing import servers_needed, share_that_waits, share_within

LOADS = st.floats(0.01, 60)


@pytest.mark.parametrize(
    ("load", "servers", "share"),
    [
        (0, 0, 0.0),
        (0, 5, 0.0),
        (1, 0, 1.0),
        (1, 1, 1.0),  # who is busy all the time never catches up
        (0.5, 1, 0.5),  # one server: as busy as the share that waits
        (1, 2, 1 / 3),
        (2, 3, 4 / 9),
        (10, 12, 0.449),  # as printed tables of Erlang C have it
        (500, 501, 0.946),  # counted with whole fractions: a factorial of 501 is too large for a float
    ],
)
def test_the_share_that_waits_is_that_of_printed_tables(load, servers, share):
    assert share_that_waits(load, servers=servers) == pytest.approx(share, abs=0.001)


@pytest.mark.parametrize("wrong", [(-1, 1), (1, -1), (inf, 1), (float("nan"), 1)])
def test_a_load_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match="load"):
        share_that_waits(wrong[0], servers=wrong[1])


def test_who_has_time_needs_fewer_people():
    of_a_day = servers_needed(10, handling=0.1, wait=8, share=0.9)
    of_a_minute = servers_needed(10, handling=0.1, wait=1 / 60, share=0.9)
    assert (of_a_day, of_a_minute) == (11, 14)


def test_nobody_is_needed_where_nobody_comes():
    assert servers_needed(0, handling=6, wait=0, share=0.9) == 0


@pytest.mark.parametrize("share", [1, 1.5, -0.1])
def test_nobody_can_promise_all(share):
    with pytest.raises(ValueError, match="share|of a load"):
        servers_needed(1, handling=1, wait=1, share=share)


@given(LOADS, st.integers(1, 80), st.floats(0, 10))
def test_one_more_person_never_lets_more_people_wait(load, servers, wait):
    less = share_within(load, servers=servers, handling=1, wait=wait)
    more = share_within(load, servers=servers + 1, handling=1, wait=wait)
    assert 0 <= less <= more + 1e-12
    assert more <= 1


@given(LOADS, st.floats(0, 10), st.floats(0, 0.99))
def test_what_is_needed_is_enough_and_one_less_is_not(load, wait, share):
    servers = servers_needed(load, handling=1, wait=wait, share=share)
    assert share_within(load, servers=servers, handling=1, wait=wait) >= share
    assert servers == 1 or share_within(load, servers=servers - 1, handling=1, wait=wait) < share
