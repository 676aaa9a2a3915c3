"""Who is there, in memory alone: told when it changes, forgotten when they are silent."""

import time
from dataclasses import replace

import pytest

from keepword.events import live, presence
from keepword.events.presence import GONE, MOST_SCREENS, READING, WRITING, Glimpse, Somebody

MINA = Glimpse(conversation_id=42, inbox_id=7, agent_id=1, name="Mina", screen="a", doing=READING)
DAVE = replace(MINA, agent_id=2, name="Dave")


@pytest.fixture(autouse=True)
def nobody():
    presence.forget_all()
    yield
    presence.forget_all()


@pytest.fixture
def heard():
    changes: list[live.Change] = []
    stop = live.listen(changes.append)
    yield changes
    stop()


@pytest.fixture
def later(monkeypatch):
    """Let so many seconds pass."""
    begun, passed = time.monotonic(), [0.0]
    monkeypatch.setattr(presence.time, "monotonic", lambda: begun + passed[0])

    def pass_by(seconds: float) -> None:
        passed[0] += seconds

    return pass_by


def test_whoever_comes_is_there_until_they_say_that_they_go(heard):
    presence.note(MINA)
    presence.note(DAVE)
    assert presence.who_is_at(42) == [Somebody(1, "Mina", False), Somebody(2, "Dave", False)]
    presence.note(replace(MINA, doing=GONE))
    assert presence.who_is_at(42) == [Somebody(2, "Dave", False)]
    assert heard == [live.Change(0, 42, 7, presence.IS_HERE)] * 3


def test_two_tabs_are_one_person_who_is_gone_with_the_last(heard):
    presence.note(MINA)
    presence.note(replace(MINA, screen="b", doing=WRITING))
    assert presence.who_is_at(42) == [Somebody(1, "Mina", True)]
    presence.note(replace(MINA, screen="b", doing=GONE))
    assert presence.who_is_at(42) == [Somebody(1, "Mina", False)]
    presence.note(replace(MINA, doing=GONE))
    assert presence.who_is_at(42) == []


def test_screens_hear_nothing_of_a_sign_of_life_that_changes_nothing(heard):
    for _ in range(3):
        presence.note(MINA)
    assert len(heard) == 1


def test_who_is_silent_is_gone_and_that_is_told(heard, later):
    presence.note(MINA)
    later(15)
    presence.note(DAVE)
    later(15)
    assert presence.who_is_at(42) == [Somebody(2, "Dave", False)]
    presence.forget_silent()
    assert len(heard) == 3
    later(presence.SILENT_AFTER)
    presence.forget_silent()
    assert presence.where_somebody_is() == frozenset()


def test_who_was_never_there_cannot_go(heard):
    presence.note(replace(MINA, doing=GONE))
    assert (heard, presence.where_somebody_is()) == ([], frozenset())


def test_a_hundred_tabs_of_one_joker_do_not_fill_the_memory():
    for number in range(MOST_SCREENS + 50):
        presence.note(replace(MINA, screen=str(number)))
    presence.note(replace(MINA, screen="0", doing=WRITING))
    assert presence.who_is_at(42) == [Somebody(1, "Mina", True)]
    assert len(presence._here[42]) == MOST_SCREENS


@pytest.mark.parametrize("text", ["", "{}", '{"glimpse":1}', '{"glimpse":{"name":"x"}}', '{"glimpse":', "null"])
def test_a_word_that_is_no_glimpse_is_left_to_others(text):
    assert presence.hear(text) is False


def test_a_word_of_another_process_is_heard_as_one_of_our_own():
    assert presence.hear(MINA.as_text())
    assert presence.who_is_at(42) == [Somebody(1, "Mina", False)]
