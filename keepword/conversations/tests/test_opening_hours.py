"""Whose hours count."""

import pytest

from keepword.brands.models import Brand, Organisation
from keepword.brands.opening_hours import hours_of_brand
from keepword.conversations.models import Inbox
from keepword.conversations.opening_hours import hours_of, hours_of_inbox
from keepword.hours.calendar import Calendar
from keepword.hours.defining import define
from keepword.hours.spans import ALWAYS
from keepword.people.models import Team
from tests.cast import conversation_of, gather

pytestmark = pytest.mark.django_db


def test_the_nearest_hours_count_team_inbox_brand_organisation() -> None:
    cast = gather()
    conversation = conversation_of(cast)
    conversation.team = cast.team
    found = [hours_of(conversation)]
    for number, model in enumerate([Organisation, Brand, Inbox, Team]):
        hours = define(model.__name__, calendar=Calendar("UTC", ((((number + 1) * 60, 1000),) * 1,) * 7))
        model.objects.update(business_hours=hours)
        found.append(hours_of(conversation))
        assert found[-1].version_id == hours.current_id
    assert found[0].hours is ALWAYS
    assert hours_of_inbox(cast.inbox) == found[3]
    assert hours_of_brand(cast.brand) == found[2]
