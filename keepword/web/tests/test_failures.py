"""What was given up, in words: /settings/failures."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.replying import reply
from keepword.events.actor import SYSTEM
from keepword.events.models import Event, Task
from keepword.events.reacting import afterwards_by_name
from keepword.kit import clock
from keepword.people.permissions import MANAGE_INSTALLATION, OWN
from keepword.people.roles.defining import make
from keepword.web.settings.failing import OTHER, WHAT, why_of
from keepword.web.tests.reading import words

FAILURES = "/settings/failures"


def test_whatever_may_be_given_up_has_its_sentence():
    assert {name for name in afterwards_by_name() if name not in WHAT} == set()
    assert {name for name in WHAT if name not in afterwards_by_name()} == set()


@pytest.mark.parametrize(
    ("error", "why"),
    [
        ("OSError: [Errno 28] No space left on device", "no space left"),
        ("ConnectionRefusedError: [Errno 111] Connection refused", "did not answer"),
        ("TryLater: Timed out.", "did not answer"),
        ("OperationalError: database is locked", "did not take it"),
        ("GiveUp: nobody to send it to", "cannot work as it is"),
        ("KeyError: 'x'", "does not know"),
        ("", "does not know"),
    ],
)
def test_why_is_said_in_a_sentence(error, why):
    assert why in str(why_of(error))


def given_up(cast, conversation, *, error="ConnectionRefusedError: no"):
    reply(conversation, text="Hello", by=cast.mina)
    Task.objects.exclude(reaction="channels.delivery.deliver").delete()
    Task.objects.update(dead_at=clock.now(), attempts=8, last_error=error)


def test_it_says_what_failed_where_why_and_what_to_do(cast, conversation, ruth):
    given_up(cast, conversation)
    shown = ruth.get(FAILURES)
    for said in (
        "A letter could not be sent.",
        "Where is my parcel?",
        "Help",
        "The other side did not answer.",
        "Look whether the mail relay answers.",
        "Tries: 8",
    ):
        assert said in words(shown)
    assert "<table" not in shown.content.decode()  # nothing to push sideways on a phone


def test_what_nobody_named_yet_is_said_all_the_same(cast, conversation, ruth):
    Task.objects.create(
        event=Event.objects.latest("id"), reaction="gone.gone", run_at=clock.now(), dead_at=clock.now()
    )
    assert str(OTHER) in words(ruth.get(FAILURES))


def test_a_conversation_of_an_inbox_that_one_does_not_see_stays_unnamed(cast, conversation, stranger):
    given_up(cast, conversation)
    cast.stranger.role = OWN
    cast.stranger.own_role = make("Keeper", permissions=[MANAGE_INSTALLATION], by=SYSTEM)
    cast.stranger.save()
    shown = words(stranger.get(FAILURES))
    assert "A letter could not be sent." in shown
    assert "Where is my parcel?" not in shown
    assert f"/conversations/{conversation.pk}" not in shown


def test_ten_cost_no_more_than_one(cast, conversation, ruth, django_assert_max_num_queries):
    given_up(cast, conversation)
    ruth.get(FAILURES)
    with CaptureQueriesContext(connection) as one:
        ruth.get(FAILURES)
    for event in Event.objects.all():
        Task.objects.create(event=event, reaction="notices.telling.tell", run_at=clock.now(), dead_at=clock.now())
    with django_assert_max_num_queries(len(one)):
        ruth.get(FAILURES)
