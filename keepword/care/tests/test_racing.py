"""Two agents give to one customer at the very same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.db.models import Sum

from keepword.care.giving import give
from keepword.care.models import Gift
from keepword.care.tests.conftest import arranged, wish
from tests import cast as stage

pytestmark = pytest.mark.django_db(transaction=True)


def by_another_worker(conversation, *, agent, mark=None):
    """On a connection of its own."""
    try:
        return give(conversation, wish=wish(30_00), by=agent, mark=mark).state
    finally:
        connection.close()


@pytest.fixture
def cast():
    cast = stage.gather()
    arranged(cast)
    return cast


def test_two_agents_at_one_moment_do_not_pass_the_customers_limit(cast):
    one, other = stage.conversation_of(cast), stage.conversation_of(cast)
    with ThreadPoolExecutor(4) as pool:
        pairs = [(one, cast.mina), (other, cast.dave)] * 2
        states = [work.result() for work in [pool.submit(by_another_worker, c, agent=a) for c, a in pairs]]
    assert sorted(states) == ["asked", "asked", "given", "given"]
    assert Gift.objects.given().aggregate(sum=Sum("amount"))["sum"] == 60_00


def test_one_form_pressed_twice_at_one_moment_is_one_gift(cast):
    one = stage.conversation_of(cast)
    with ThreadPoolExecutor(2) as pool:
        work = [pool.submit(by_another_worker, one, agent=cast.mina, mark="form:x") for _ in range(2)]
        assert [each.result() for each in work] == ["given", "given"]
    assert Gift.objects.count() == 1
