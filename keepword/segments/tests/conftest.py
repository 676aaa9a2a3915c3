from datetime import UTC, datetime

import pytest
import time_machine

from keepword.conversations.views.rules import Rule
from keepword.people.models import SegmentMember
from keepword.segments.defining import Draft, define
from keepword.segments.walking import walk_to_the_end
from tests import cast as stage

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)


@pytest.fixture
def cast(db: None) -> stage.Cast:
    return stage.gather()


@pytest.fixture
def monday():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def segment(cast):
    """Makes one of these conditions, and looks at everybody."""

    def make(*asked: Rule, name: str = "Those"):
        made = define(Draft(name, asked), by=cast.ruth)
        walk_to_the_end(made)
        made.refresh_from_db()
        return made

    return make


def names_in(segment):
    return set(SegmentMember.objects.filter(segment=segment).values_list("contact__name", flat=True))
