"""Waits as metrics define them: whose turn was it, and since when?"""

from datetime import UTC, datetime, timedelta

import pytest

from keepword.promises.clocks.deeds import Deed, Story
from keepword.promises.clocks.turns import waits_of

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


def story(*deeds: tuple, is_spam: bool = False) -> Story:
    """Deeds as (what, minutes after nine, …)."""
    told = tuple(Deed(what, NINE + timedelta(minutes=at), **dict(more)) for what, at, *more in deeds)
    return Story(1, 1, 1, None, "email", "en", 20, is_spam, deeds=told)


def waits(*deeds: tuple, is_spam: bool = False) -> list[tuple]:
    """Waits as (started, ended, by) in minutes after nine."""

    def minutes(at: datetime | None) -> int | None:
        return None if at is None else int((at - NINE).total_seconds() // 60)

    return [
        (minutes(one.started_at), minutes(one.ended_at), one.ended_by)
        for one in waits_of(story(*deeds, is_spam=is_spam))
    ]


SETTLES = ("settles", True)
TAKEN_BACK = ("takes_back", True)

CASES = {
    "nothing happened": ([], []),
    "nobody answered yet": ([("arrived", 0)], [(0, None, "")]),
    "answered": ([("arrived", 0), ("answered", 30)], [(0, 30, "reply")]),
    "three messages are one wait": (
        [("arrived", 0), ("arrived", 5), ("arrived", 9), ("answered", 30)],
        [(0, 30, "reply")],
    ),
    "two answers end one wait": ([("arrived", 0), ("answered", 3), ("answered", 4)], [(0, 3, "reply")]),
    "each wait is a row": (
        [("arrived", 0), ("answered", 3), ("arrived", 10), ("answered", 50), ("arrived", 60)],
        [(0, 3, "reply"), (10, 50, "reply"), (60, None, "")],
    ),
    "an agent began": ([("answered", 0), ("arrived", 7)], [(7, None, "")]),
    "an agent began and nobody wrote": ([("answered", 0), ("answered", 7)], []),
    "resolved without a reply": ([("arrived", 0), ("resolved", 8, SETTLES)], [(0, 8, "resolved")]),
    "no reply needed": ([("arrived", 0), ("no_reply_needed", 8, SETTLES)], [(0, 8, "no_reply_needed")]),
    "no reply needed where nobody waits": (
        [("arrived", 0), ("answered", 1), ("no_reply_needed", 8, SETTLES)],
        [(0, 1, "reply")],
    ),
    "resolved and written again": (
        [("arrived", 0), ("resolved", 8, SETTLES), ("arrived", 90)],
        [(0, 8, "resolved"), (90, None, "")],
    ),
    "resolved by mistake": ([("arrived", 0), ("resolved", 8, SETTLES), ("reopened", 9, TAKEN_BACK)], [(0, None, "")]),
    "resolved by mistake and answered": (
        [("arrived", 0), ("resolved", 8, SETTLES), ("reopened", 9, TAKEN_BACK), ("answered", 20)],
        [(0, 20, "reply")],
    ),
    "a mistake taken back reaches to the last answer only": (
        [("arrived", 0), ("resolved", 1, SETTLES), ("arrived", 2), ("answered", 3), ("reopened", 9, TAKEN_BACK)],
        [(0, 1, "resolved"), (2, 3, "reply")],
    ),
    "two mistakes taken back": (
        [
            ("arrived", 0),
            ("resolved", 1, SETTLES),
            ("arrived", 2),
            ("resolved", 3, SETTLES),
            ("reopened", 9, TAKEN_BACK),
        ],
        [(0, None, "")],
    ),
    "taken back while a new wait runs": (
        [("arrived", 0), ("no_reply_needed", 1, SETTLES), ("arrived", 2), ("reopened", 3, TAKEN_BACK)],
        [(0, None, "")],
    ),
    "an answer written while the mail was on its way in": ([("arrived", 5), ("answered", 4)], [(5, 5, "reply")]),
    "a mail stored after the answer waits though it is older": (
        [("arrived", 0), ("answered", 4), ("arrived", 3)],
        [(0, 4, "reply"), (3, None, "")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_wait_is_what_the_customer_lived_through(name):
    deeds, expected = CASES[name]
    assert waits(*deeds) == expected


def test_spam_ends_what_waited_and_keeps_it_apart():
    deeds = [("arrived", 0), ("answered", 3), ("arrived", 5), ("marked_spam", 9), ("arrived", 12)]
    assert waits(*deeds, is_spam=True) == [(0, 3, "spam"), (5, 9, "spam")]


def test_what_is_not_spam_after_all_waits_as_if_nothing_had_been_said():
    assert waits(("arrived", 0), ("marked_spam", 9), ("arrived", 12)) == [(0, None, "")]


def test_the_priority_is_that_of_the_beginning_of_the_wait():
    raised = Deed("prioritised", NINE + timedelta(minutes=5), value=40, was=10)
    told = story(("arrived", 0), ("answered", 10), ("arrived", 20)).deeds
    whole = Story(1, 1, 1, None, "email", "en", 40, deeds=(told[0], raised, *told[1:]))
    assert [one.priority for one in waits_of(whole)] == [10, 40]
