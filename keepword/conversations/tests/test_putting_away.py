"""A letter that was begun and never written."""

from datetime import timedelta

import pytest

from keepword.conversations.beginning import begin
from keepword.conversations.binning import restore
from keepword.conversations.drafting.keeping import write_below
from keepword.conversations.models import Conversation
from keepword.conversations.noting import note
from keepword.conversations.putting_away import EMPTY_FOR, put_away_empty
from keepword.conversations.replying import reply
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.identifying import Person
from tests.cast import conversation_of, gather


@pytest.fixture
def cast(db):
    return gather()


@pytest.fixture
def conversation(cast):
    return conversation_of(cast)


@pytest.fixture
def letter(cast):
    return begin(cast.inbox, to=Person("noor@bakery.example"), subject="Trays", by=cast.mina)


def later(monkeypatch, by: timedelta) -> None:
    now = clock.now() + by
    monkeypatch.setattr(clock, "now", lambda: now)


def test_one_that_stays_empty_lies_in_the_bin_and_counts_as_nothing_solved(cast, letter, monkeypatch):
    put_away_empty()
    letter.refresh_from_db()
    assert letter.status == "open"  # somebody is about to write
    later(monkeypatch, EMPTY_FOR + timedelta(minutes=1))
    put_away_empty()
    put_away_empty()
    letter.refresh_from_db()
    assert (letter.status, letter.resolved_at) == ("binned", None)
    names = list(Event.objects.filter(conversation_id=letter.pk).order_by("id").values_list("name", flat=True))
    assert names == ["conversation.created", "conversation.assigned", "conversation.deleted"]


def test_whoever_goes_on_with_it_takes_it_out(cast, letter, monkeypatch):
    later(monkeypatch, EMPTY_FOR + timedelta(minutes=1))
    put_away_empty()
    reply(letter, text="They are ready.", by=cast.mina)
    letter.refresh_from_db()
    assert letter.status == "waiting"


def test_it_can_be_restored_empty_as_it_was(cast, letter, monkeypatch):
    later(monkeypatch, EMPTY_FOR + timedelta(minutes=1))
    put_away_empty()
    restore(letter, by=cast.mina)
    letter.refresh_from_db()
    assert (letter.status, letter.assignee_id) == ("open", cast.mina.pk)


@pytest.mark.parametrize(
    "touch",
    [
        lambda letter, mina: write_below(letter, agent=mina, words="Dear Noor"),
        lambda letter, mina: note(letter, text="Wait for the price.", by=mina),
        lambda letter, mina: reply(letter, text="Dear Noor", by=mina),
    ],
)
def test_one_with_anything_in_it_stays(cast, letter, monkeypatch, touch):
    touch(letter, cast.mina)
    later(monkeypatch, EMPTY_FOR + timedelta(days=2))
    put_away_empty()
    letter.refresh_from_db()
    assert letter.status in ("open", "waiting")


def test_what_a_customer_wrote_is_never_taken_for_empty(cast, conversation, monkeypatch):
    Conversation.objects.update(preview="", waiting_since=None)
    later(monkeypatch, EMPTY_FOR + timedelta(days=2))
    put_away_empty()
    conversation.refresh_from_db()
    assert conversation.status == "open"
