from threading import Thread

import pytest
from django.db import connection

from keepword.channels.form.submitting import Written, owner_address, submit
from keepword.conversations.models import Message
from keepword.events.models import Event
from tests import cast as stage


def written(**changes: object) -> Written:
    fields = {
        "number": "a" * 32,
        "address": "Ann@Customer.example",
        "name": "Ann",
        "subject": "Parcel",
        "text": "Where is it?",
        "language": "ar",
    }
    return Written(**(fields | changes))  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_form_becomes_a_conversation_like_any_mail():
    cast = stage.gather()
    message = submit(written(), inbox=cast.inbox)
    conversation = message.conversation
    assert (conversation.channel, conversation.language, conversation.status) == ("form", "ar", "open")
    assert owner_address(conversation) == "ann@customer.example"
    assert list(Event.objects.order_by("id").values_list("name", flat=True)) == [
        "conversation.created",
        "message.received",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("ann@customer.example", True),
        ("no-reply@other.example", False),
        ("Help@leafloom.example", False),
    ],
)
def test_a_form_in_the_name_of_a_robot_or_of_ourselves_is_answered_by_nobody_alone(address, may):
    cast = stage.gather()
    assert submit(written(address=address), inbox=cast.inbox).may_be_answered is may


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_one_moment_store_once():
    cast = stage.gather()
    found: list[int] = []
    presses = [Thread(target=_press, args=(cast, found)) for _ in range(4)]
    for one in presses:
        one.start()
        if connection.vendor == "sqlite":  # the database in memory of a test does not let writers queue
            one.join(timeout=30)
    for one in presses:
        one.join(timeout=30)
    assert len(found) == 4
    assert len(set(found)) == 1
    assert Message.objects.count() == 1


def _press(cast: stage.Cast, found: list[int]) -> None:
    try:
        found.append(submit(written(), inbox=cast.inbox).pk)
    finally:
        connection.close()
