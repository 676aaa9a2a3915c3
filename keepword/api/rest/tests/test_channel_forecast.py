"""A program asks what one more channel would take."""

import pytest

from keepword.api.tests.program import Program
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


def test_hours_and_people_are_told_with_where_they_are_from(cast):
    found = Program(cast.ruth).send("GET", "/channels/forecast?kind=mail&contacts=300").json()
    assert (found["contacts"], found["contacts_basis"], found["minutes_per_answer"], found["measured"]) == (
        300, "typed", 6.0, 0,
    )  # fmt: skip
    assert (found["hours"], found["people"], found["team_hours"], found["used_hours"]) == (40.0, 1.0, 160.0, 0.0)
    assert found["share"] == 0.25
    assert not found["is_tight"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("kind=pigeon", 422),
        ("contacts=-1", 422),
        ("contacts=100001", 422),
        ("answer_seconds=-1", 422),
        ("brand=999999", 404),
        ("people=3", 422),
        ("kind=phone&contacts=100000&answer_seconds=0", 200),
    ],
)
def test_what_cannot_be_is_refused(cast, query, status):
    assert Program(cast.ruth).send("GET", f"/channels/forecast?{query}").status_code == status
