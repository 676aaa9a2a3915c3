"""Whoever comes a moment later hears what they missed, and only that."""

import pytest

from keepword.events.recent import KEPT, Recent


def test_what_came_after_a_note_is_told_in_order():
    recent: Recent[str] = Recent()
    recent.keep("before")
    mark = recent.mark()
    recent.keep("first")
    recent.keep("second")
    assert recent.since(mark) == ["first", "second"]
    assert recent.since(recent.mark()) == []


def test_a_word_has_a_number_and_what_follows_it_is_told():
    recent: Recent[str] = Recent()
    number = recent.keep("heard")
    recent.keep("missed")
    assert recent.since(recent.mark(number)) == ["missed"]


def test_a_note_that_is_too_old_or_of_another_process_means_everything():
    recent: Recent[int] = Recent(here="here")
    mark = recent.mark()
    for number in range(KEPT):
        recent.keep(number)
    assert recent.since(mark) == list(range(KEPT))
    recent.keep(KEPT)
    assert recent.since(mark) is None
    assert recent.since(Recent[int](here="there").mark()) is None


@pytest.mark.parametrize(
    "mark", ["", "-", "here", "here-", "here--1", "here-2", "here-x", "here-٣", "here-" + "9" * 99]
)
def test_a_note_that_nobody_made_means_everything(mark):
    recent: Recent[str] = Recent(here="here")
    recent.keep("one")
    assert recent.since(mark) is None
