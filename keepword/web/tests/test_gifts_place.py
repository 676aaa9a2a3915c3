"""Gifts stand where people look for what is to be done."""

import pytest

from keepword.care.models import GiftRules
from keepword.people.permissions import LIGHT_AGENT

LINK = 'href="/gifts"'
PLACES = ["/tasks", "/day"]


def words(page):
    return page.content.decode()


@pytest.fixture
def on(db):
    return GiftRules.objects.create(pk=1, is_on=True)


@pytest.mark.parametrize("place", PLACES)
def test_nobody_sees_them_while_nothing_is_given(cast, ruth, mina, place):
    assert LINK not in words(ruth.get(place)) and LINK not in words(mina.get(place))


def test_who_may_give_finds_them_beside_the_tasks(cast, ruth, mina, on):
    assert LINK in words(ruth.get("/tasks")) and LINK in words(mina.get("/tasks"))
    assert "waiting for a yes" not in words(ruth.get("/tasks"))


def test_who_may_not_give_does_not(at_desk, cast, on):
    cast.mina.role = LIGHT_AGENT
    cast.mina.save()
    assert LINK not in words(at_desk(cast.mina).get("/tasks"))
