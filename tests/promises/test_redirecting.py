"""Who writes where we do not answer is told kindly where we do. Whole mails in, whole mails out."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as configured
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from keepword.brands.cataloguing import Entry, add
from keepword.channels.redirecting import _is_due, letter, redirect, redirect_all
from keepword.conversations.history.lines import history
from keepword.conversations.models import Conversation, Inbox, Redirect
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from tests import cast as stage
from tests.promises.conftest import letters, run_all, words
from tests.promises.test_acknowledging import FRIDAY, NEVER


@pytest.fixture
def clock():
    with time_machine.travel(FRIDAY, tick=False) as now:
        yield now


@pytest.fixture
def old(cast, clock):
    """An old address that nobody answers any more, beside the form, the mail and the phone that are answered."""
    for entry in (Entry("mail", "help@leafloom.example"), Entry("phone", "+49 30 123456"), Entry("form")):
        add(cast.brand, entry=entry, by=SYSTEM)
    add(cast.brand, entry=Entry("mail", "old@leafloom.example", support="not_supported"), by=SYSTEM)
    return Inbox.objects.create(name="Old", address="old@leafloom.example", brand=cast.brand)


def test_it_names_the_ways_that_are_answered(old, arrive, relay, settings):
    settings.PUBLIC_ADDRESS = "https://help.leafloom.example"
    arrive(inbox=old)
    (told,) = letters(relay)
    text = words(told)
    assert told["Auto-Submitted"] == "auto-replied"
    for way in (
        "Mail: help@leafloom.example",
        "Phone: +49 30 123456",
        "https://help.leafloom.example/contact/leaf-loom",
    ):
        assert way in text
    assert "https://help.leafloom.example/reach/leaf-loom" in text
    assert "old@leafloom.example" not in text


def test_what_they_wrote_is_kept_and_shown_as_such(old, arrive, relay):
    arrive(inbox=old)
    conversation = Conversation.objects.get()
    assert (conversation.status, conversation.waiting_since) == ("open", FRIDAY)
    assert "They wrote on a channel that we do not support." in [line.text for line in history(conversation)]


def test_agents_see_the_mark_in_the_list_and_on_the_conversation(old, cast, arrive, relay, client):
    arrive(inbox=old, sender="Otto <otto@customer.example>")
    arrive()
    client.force_login(cast.ruth)
    listed, number = client.get("/inbox/all").content.decode(), Conversation.objects.get(inbox=old).pk
    assert listed.count('aria-label="Unsupported channel"') == 1
    assert "Unsupported channel</span>" in client.get(f"/conversations/{number}").content.decode()


def test_a_person_is_told_once_in_thirty_days(old, clock, arrive, relay):
    for days in (0, 1, 28, 2):
        clock.shift(timedelta(days=days))
        arrive(inbox=old, subject=f"day {days}")
    assert len(letters(relay)) == 2
    assert Event.objects.filter(name="conversation.unsupported").count() == Conversation.objects.count() == 4


def test_a_reaction_that_runs_twice_says_it_once(old, arrive, relay):
    arrive(inbox=old)
    redirect(Event.objects.filter(name="message.received").latest("id"))
    run_all()
    assert len(letters(relay)) == 1


@pytest.mark.parametrize("how", NEVER)
def test_it_is_never_sent_to(old, arrive, relay, how):
    arrive(inbox=old, **NEVER[how])
    assert letters(relay) == []
    assert not Redirect.objects.exists()


@pytest.mark.parametrize("support", ["supported", "watched"])
def test_what_is_answered_or_watched_is_worked_like_any_other(cast, clock, arrive, relay, support):
    add(cast.brand, entry=Entry("mail", cast.inbox.address, support=support), by=SYSTEM)
    arrive()
    assert [
        one["automatic"] for one in Event.objects.filter(name="message.queued").values_list("data", flat=True)
    ] == ["acknowledgement"]


def test_a_brand_that_answers_nowhere_sends_nobody_away(cast, clock, arrive, relay):
    add(cast.brand, entry=Entry("mail", cast.inbox.address, support="not_supported"), by=SYSTEM)
    arrive()
    assert letters(relay) == []


def test_a_letter_that_may_not_go_out_takes_nobodys_turn(old, clock, arrive, relay):
    arrive(inbox=old, headers="Precedence: bulk\n")
    clock.shift(timedelta(minutes=1))
    arrive(inbox=old, subject="by hand")
    assert len(letters(relay)) == 1


@pytest.mark.parametrize("code", [code for code, _name in configured.LANGUAGES])
def test_it_is_whole_in_every_language(old, code):
    with translation.override(code):
        text = letter(old.brand, ways=list(old.brand.channels.listed())[:2])
    assert "help@leafloom.example" in text
    assert ("Nobody answers here" in text) == (code == "en")


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_one_moment_say_it_once(old):
    """Each with a conversation of the same person, each in a transaction of its own."""
    cast = type("Cast", (), {"inbox": old})
    conversations = [stage.conversation_of(cast) for _ in range(2)]
    start, took = threading.Barrier(2), []

    def work(conversation):
        try:
            start.wait()
            took.append(_is_due(conversation))
        finally:
            connection.close()

    workers = [threading.Thread(target=work, args=[one]) for one in conversations]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(took) == [False, True]


def test_many_who_write_where_we_answer_cost_no_more_queries_than_two(old, cast, arrive, relay):
    def queries_for(count):
        events = list(Event.objects.filter(name="message.received").order_by("-id")[:count])
        assert len(events) == count
        with CaptureQueriesContext(connection) as queries:
            redirect_all(events)
        return len(queries)

    for number in range(12):
        arrive(subject=f"mail {number}")
    assert queries_for(12) == queries_for(2) <= 4
