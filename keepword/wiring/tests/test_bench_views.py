"""What is measured twice is measured alike."""

import pytest

from keepword.conversations.models import SavedView
from keepword.conversations.views.defining import Draft, define
from keepword.conversations.views.rules import Rule
from keepword.people.models import Agent
from keepword.wiring.bench.saved_views import VIEWS, keep_views

pytestmark = pytest.mark.django_db


def test_a_second_run_leaves_as_many_views_as_the_first_and_other_views_alone():
    mina = Agent.objects.create(name="Mina", email="mina@leafloom.example")
    rules = (Rule("language", "is", ("ko",)),)
    define(Draft("of her own", rules, sort="newest", owner=mina), by=mina)
    for _ in range(2):
        first = keep_views(mina)
        kept = SavedView.objects.filter(owner=mina)  # house: the test looks at all of them
        assert kept.count() == len(VIEWS) + 1
        assert first in kept
