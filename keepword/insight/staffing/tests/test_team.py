"""How many hours our people have."""

import pytest

from keepword.hours.models import BusinessHours
from keepword.hours.spans import ALWAYS, OpeningHours, Slot
from keepword.insight.staffing.team import Team, hours_a_week, team, team_of
from keepword.people.models import Agent
from tests import cast as stage

NINE_TO_FIVE = OpeningHours("UTC", ((Slot(9 * 3600, 17 * 3600),),) * 5 + ((), ()))
LONG = OpeningHours("UTC", ((Slot(6 * 3600, 22 * 3600),),) * 7)
NEVER = OpeningHours("UTC", ((),) * 7)


@pytest.fixture
def cast(db):
    return stage.gather()


@pytest.mark.parametrize(("hours", "count"), [(NINE_TO_FIVE, 40), (LONG, 112), (NEVER, 0), (ALWAYS, 168)])
def test_a_week_has_the_hours_that_are_planned(hours, count):
    assert hours_a_week(hours) == count


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        ([], Team(0, 0, 0)),
        ([None], Team(1, 40, 1)),
        ([ALWAYS], Team(1, 40, 1)),  # says nothing of when they are there
        ([LONG], Team(1, 40, 0)),  # the shop is open longer than anybody works
        ([NINE_TO_FIVE, NEVER], Team(2, 40, 0)),
    ],
)
def test_nobody_has_more_than_a_working_week(kept, found):
    assert team_of(kept) == found


def test_only_who_may_answer_is_counted(cast, django_assert_num_queries):
    before = team()
    assert (before.people, before.hours, before.assumed) == (4, 160, 4)
    Agent.objects.filter(pk=cast.dave.pk).update(role="light_agent")
    Agent.objects.filter(pk=cast.stranger.pk).update(is_active=False)
    # Calendars, the organisation, agents, their teams.
    with django_assert_num_queries(4):
        assert team().people == 2


def test_hours_of_a_team_count_for_who_has_none_of_their_own(cast):
    calendar = BusinessHours.objects.create(name="Shop")
    cast.team.business_hours = calendar
    cast.team.save(update_fields=["business_hours"])
    assert team().hours == 160  # a calendar without a version says nothing
