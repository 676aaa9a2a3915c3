"""Until when a conversation is put aside: by our hours, on their wall, or until they write."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from keepword.brands.models import Organisation
from keepword.conversations.history.lines import history
from keepword.conversations.inbound import Thread
from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import UNTIL_THEY_WRITE
from keepword.conversations.receiving import receive
from keepword.conversations.snoozing import snooze, wake_due
from keepword.hours.calendar import Calendar
from keepword.hours.defining import define
from keepword.web import times
from keepword.web.conversations.putting_aside import choices_of
from tests import cast as stage

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
OPEN = ((10 * 60, 18 * 60),)  # minutes


@pytest.fixture
def cast():
    return stage.gather()


def sat(agent):
    client = Client()
    client.force_login(agent)
    return client


def offered(conversation):
    return {one.words: one for one in choices_of(conversation, reader=times.Reader(FRIDAY, UTC, "en"))}


def test_without_hours_of_ours_nothing_is_said_of_opening(cast):
    with time_machine.travel(FRIDAY, tick=False):
        assert not any("opening" in words for words in offered(stage.conversation_of(cast)))


def test_our_hours_know_the_weekend(cast):
    hours = define("Ours", calendar=Calendar("Europe/Berlin", (OPEN,) * 5 + ((), ())))
    Organisation.objects.update(business_hours=hours)
    with time_machine.travel(FRIDAY, tick=False):
        found = offered(stage.conversation_of(cast))
    assert "Tomorrow at opening" not in found
    assert found["Monday at opening"].until == "2026-11-23T09:00:00+00:00"


def test_a_customer_elsewhere_is_put_aside_until_their_morning_and_both_walls_are_shown(cast):
    conversation = stage.conversation_of(cast)
    conversation.contact.time_zone = "Asia/Seoul"
    conversation.contact.save()
    with time_machine.travel(FRIDAY, tick=False):
        found = offered(conversation)
        page = sat(cast.mina).get(f"/conversations/{conversation.pk}/snooze").content.decode()
    assert found["In the morning in Seoul"].until == "2026-11-21T00:00:00+00:00"
    assert found["In the morning in Seoul"].theirs == "09:00 in Seoul"
    assert "On the clock in Seoul" in page


@pytest.mark.parametrize(("wall", "until"), [("mine", "2026-11-23T09:00"), ("theirs", "2026-11-23T00:00")])
def test_a_typed_time_is_read_on_the_chosen_wall(cast, wall, until):
    conversation = stage.conversation_of(cast)
    conversation.contact.time_zone = "Asia/Seoul"
    conversation.contact.save()
    typed = {"until": "moment", "moment": "2026-11-23T09:00", "wall": wall}
    with time_machine.travel(FRIDAY, tick=False):
        sat(cast.mina).post(f"/conversations/{conversation.pk}/snooze", typed)
    conversation.refresh_from_db()
    assert conversation.snoozed_until.astimezone(UTC).isoformat().startswith(until)


def test_until_they_write_it_sleeps_and_wakes_by_their_word_alone(cast):
    conversation = stage.conversation_of(cast, message_id="first@customer.example")
    sat(cast.mina).post(f"/conversations/{conversation.pk}/snooze", {"until": "they-write"})
    with time_machine.travel(datetime(2036, 1, 1, tzinfo=UTC)):
        assert wake_due() == 0
    assert "Snoozed until they write" in sat(cast.mina).get(f"/conversations/{conversation.pk}").content.decode()
    assert "Mina Park put the conversation aside until the customer writes." in [
        line.text for line in history(conversation)
    ]
    receive(stage.written(thread=Thread(None, ("first@customer.example",))), inbox=cast.inbox)
    assert Conversation.objects.get(pk=conversation.pk).status == "open"


def test_history_says_until_when(cast):
    conversation = stage.conversation_of(cast)
    snooze(conversation, until=datetime(2036, 1, 2, 9, 30, tzinfo=UTC), by=cast.mina.as_actor)
    assert "Mina Park put the conversation aside until Jan 2, 2036, 09:30." in [
        line.text for line in history(conversation)
    ]
    assert UNTIL_THEY_WRITE.year == 9999


def test_a_stranger_is_offered_nothing(cast):
    conversation = stage.conversation_of(cast)
    assert sat(cast.stranger).get(f"/conversations/{conversation.pk}/snooze").status_code == 404
