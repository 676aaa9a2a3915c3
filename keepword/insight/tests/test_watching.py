"""A channel that falls behind is told once to who reads reports, and again only after it had recovered."""

from datetime import timedelta

import pytest
import time_machine

from keepword.conversations.models import Conversation
from keepword.events.models import Event
from keepword.insight.models import ChannelDrift
from keepword.insight.watching import watch
from keepword.kit import clock
from keepword.notices import telling
from keepword.notices.models import Notice
from keepword.notices.saying import say
from keepword.surveys.models import Survey
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def conversation(cast):
    return stage.conversation_of(cast)


def asked(conversation: Conversation, *, channel: str, happy: int, unhappy: int) -> None:
    """So many answers to questions of just now."""
    moments = dict.fromkeys(["resolved_at", "due_at", "asked_at", "answered_at"], clock.now() - timedelta(minutes=1))
    where = {"conversation": conversation, "inbox_id": conversation.inbox_id, "channel": channel}
    scores = [5] * happy + [1] * unhappy
    Survey.objects.bulk_create([Survey(**where, **moments, state="answered", score=one) for one in scores])


def told():
    """Who hears of what was recorded."""
    for event in Event.objects.filter(name="channel.drifted").order_by("id"):
        telling.tell(event)
    return [(one.agent.name, one.kind) for one in Notice.objects.order_by("id")]


def test_a_channel_that_falls_behind_is_told_once_to_who_reads_reports(cast, conversation):
    asked(conversation, channel="email", happy=90, unhappy=10)
    asked(conversation, channel="form", happy=50, unhappy=50)
    assert [watch(), watch(), watch()] == [1, 0, 0]
    drift = ChannelDrift.objects.get()
    assert (drift.channel, drift.measure, drift.hits, drift.n, drift.other_n) == ("form", "csat", 50, 100, 100)
    assert told() == [("Ruth Adler", "drift")]
    notice = Notice.objects.select_related("event__cause").get()
    assert say(notice, names={}) == "Contact form falls behind: 50% of customers are happy, 90% elsewhere."


def test_a_handful_of_unhappy_people_is_no_drift(conversation):
    asked(conversation, channel="email", happy=90, unhappy=10)
    asked(conversation, channel="form", happy=0, unhappy=5)
    assert watch() == 0


def test_it_is_told_again_when_it_had_recovered_and_falls_behind_again(conversation):
    asked(conversation, channel="email", happy=90, unhappy=10)
    asked(conversation, channel="form", happy=50, unhappy=50)
    assert watch() == 1
    asked(conversation, channel="form", happy=900, unhappy=10)
    assert watch() == 0
    assert Event.objects.filter(name="channel.recovered").count() == 1
    with time_machine.travel(clock.now() + timedelta(weeks=5), tick=False):
        asked(conversation, channel="email", happy=90, unhappy=10)
        asked(conversation, channel="form", happy=50, unhappy=50)
        assert watch() == 1
    assert ChannelDrift.objects.count() == 2


def test_where_nothing_happens_any_more_nothing_stays_behind(conversation):
    asked(conversation, channel="email", happy=90, unhappy=10)
    asked(conversation, channel="form", happy=50, unhappy=50)
    watch()
    with time_machine.travel(clock.now() + timedelta(weeks=5), tick=False):
        assert watch() == 0
    assert ChannelDrift.objects.get().ended_at is not None


def test_one_channel_alone_has_nobody_to_fall_behind(conversation):
    asked(conversation, channel="email", happy=0, unhappy=100)
    assert watch() == 0
