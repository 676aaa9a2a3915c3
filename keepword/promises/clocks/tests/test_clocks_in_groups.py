"""A rush of mail costs the clocks no more than a few letters do."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.inbound import Arrival
from keepword.conversations.receiving import receive_all
from keepword.promises.clocks import policies
from keepword.promises.clocks.policies import Draft, define
from keepword.promises.models import Clock
from tests import cast as stage

pytestmark = pytest.mark.django_db

HOUR = 3600


@pytest.fixture
def cast():
    policies.forget()
    return stage.gather()


def draft():
    return Draft("Quick", {(20, "first_response"): 4 * HOUR, (20, "resolution"): 24 * HOUR})


def test_forty_mails_cost_the_clocks_as_many_queries_as_two(cast):
    define(draft(), by=cast.ruth.as_actor)

    def queries(count):
        mails = [stage.written(address=f"c{count}-{n}@customer.example") for n in range(count)]
        with CaptureQueriesContext(connection) as captured:
            receive_all([Arrival(mail, cast.inbox) for mail in mails])
        return [one["sql"] for one in captured if "conversations_search" not in one["sql"]]

    few = len(queries(2))
    # SQLite takes at most 999 values in a statement: clocks of 40 conversations need two
    assert len(queries(40)) <= few + 3
    assert Clock.objects.count() == 84
