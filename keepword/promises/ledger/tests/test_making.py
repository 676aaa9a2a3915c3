"""A stated time becomes a row, once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from keepword.conversations.replying import reply
from keepword.events.models import Event
from keepword.kit import clock
from keepword.promises.ledger.making import AlreadyPast, promise
from keepword.promises.models import Promise
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def conversation(cast):
    return stage.conversation_of(cast, "ko")


def test_a_promise_knows_to_whom_by_whom_and_where_it_was_said(cast, conversation):
    message = reply(conversation, text="내일 전화드리겠습니다.", by=cast.mina)
    due = clock.now() + timedelta(hours=3)
    made = promise(
        conversation,
        what="call",
        due_at=due,
        kind="agent",
        said="내일",
        by=cast.mina,
        message=message,
        zone="Asia/Seoul",
    )
    made.refresh_from_db()
    assert (made.contact, made.inbox, made.made_by, made.message) == (
        conversation.contact,
        cast.inbox,
        cast.mina,
        message,
    )
    assert (made.due_at, made.zone, made.language, made.state) == (due, "Asia/Seoul", "ko", "open")
    event = Event.objects.get(name="promise.made")
    assert (event.actor_id, event.data["promise"], event.data["what"]) == (cast.mina.pk, made.pk, "call")


def test_the_same_thing_said_twice_in_one_message_is_one_promise(cast, conversation):
    message = reply(conversation, text="I call you at five.", by=cast.mina)
    due = clock.now() + timedelta(hours=3)
    made = [
        promise(conversation, what="call", due_at=due, kind="agent", by=cast.mina, message=message) for _ in range(2)
    ]
    assert made[0] == made[1]
    assert Event.objects.filter(name="promise.made").count() == 1


def test_what_follows_twice_from_one_fact_is_one_promise(conversation):
    cause = Event.objects.get(name="message.received")
    due = clock.now() + timedelta(hours=3)
    for later in (0, 60):
        promise(conversation, what="reply", due_at=due + timedelta(seconds=later), kind="acknowledgement", cause=cause)
    assert Promise.objects.get().due_at == due


def test_a_time_gone_by_is_no_promise(conversation):
    with pytest.raises(AlreadyPast):
        promise(conversation, what="reply", due_at=clock.now(), kind="agent")


@pytest.mark.parametrize(
    "false",
    [
        {"state": "kept"},
        {"state": "broken"},
        {"state": "renewed"},
        {"state": "withdrawn"},
        {"state": "forgotten"},
        {"what": "wish"},
        {"kind": "rumour"},
        {"settled_at": clock.now()},
        {"due_at": clock.now() - timedelta(days=1)},
        {"state": "kept", "settled_at": clock.now() + timedelta(days=2), "done_at": clock.now() + timedelta(days=2)},
        {"state": "broken", "settled_at": clock.now()},
        {"state": "kept", "done_at": clock.now()},
        {"state": "kept", "settled_at": clock.now()},
        {"state": "renewed", "settled_at": clock.now() + timedelta(days=2)},
    ],
)
def test_the_database_refuses_what_cannot_be_true(conversation, false):
    made = promise(conversation, what="reply", due_at=clock.now() + timedelta(days=1), kind="agent")
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.filter(pk=made.pk).update(**false)


def test_a_stranger_sees_no_promise_of_another_teams_inbox(cast, conversation):
    promise(conversation, what="reply", due_at=clock.now() + timedelta(days=1), kind="agent")
    assert Promise.objects.visible_to(cast.stranger).count() == 0
    assert Promise.objects.visible_to(cast.mina).count() == 1
