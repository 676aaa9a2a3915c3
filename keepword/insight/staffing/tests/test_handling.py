"""How long an answer takes, read from the rhythm of answers."""

from datetime import UTC, datetime, timedelta

import pytest

from keepword.insight.staffing.handling import Answered, gaps

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
HERE = (1, "email")


def answered(agent, *, since, at):
    """Minutes after noon."""
    return Answered(HERE, agent, NOON + timedelta(minutes=since), NOON + timedelta(minutes=at))


@pytest.mark.parametrize(
    ("answers", "minutes"),
    [
        ([], []),
        ([(1, -60, 0)], []),
        ([(1, -60, 0), (1, -30, 7)], [7]),
        ([(1, -30, 7), (1, -60, 0)], [7]),  # in any order
        ([(1, -60, 0), (2, -30, 7)], []),  # two agents have no rhythm together
        ([(1, -60, 0), (1, 3, 7)], []),  # it was not there yet: the agent waited for it
        ([(1, -60, 0), (1, 0, 7)], [7]),
        ([(1, -60, 0), (1, -30, 46)], []),  # a meal
        ([(1, -60, 0), (1, -30, 45)], [45]),
        ([(1, -60, 0), (1, -30, 0), (1, -20, 5)], [5]),  # two by one press
    ],
)
def test_a_gap_counts_where_the_next_letter_lay_there_already(answers, minutes):
    found = list(gaps(answered(agent, since=since, at=at) for agent, since, at in answers))
    assert found == [(HERE, 60 * one) for one in minutes]


def test_a_gap_is_counted_where_the_later_answer_went():
    form = Answered((2, "form"), 1, NOON, NOON + timedelta(minutes=4))
    assert list(gaps([answered(1, since=-9, at=0), form])) == [((2, "form"), 240)]
