"""Words keep a promise when they left the house: by instants, whatever one hears first."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from keepword.conversations.models.message import PROMPT
from keepword.promises.ledger.reckoning import Reckoned, Words, reckon

NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)


def minutes(number):
    return None if number is None else NINE + timedelta(minutes=number)


def words(*told):
    """(written, left) in minutes after nine, numbered from 1."""
    return [Words(number, minutes(begun), minutes(gone)) for number, (begun, gone) in enumerate(told, start=1)]


@pytest.mark.parametrize(
    ("answers", "done", "waiting"),
    [
        ([], None, None),
        ([(0, None)], None, (1, 0)),
        ([(0, 0)], (1, 0), None),
        ([(0, 4)], (1, 0), None),
        ([(0, 5)], (1, 0), None),
        ([(0, 6)], (1, 6), None),
        ([(0, 300)], (1, 300), None),
        # The clock of another machine: it left before it was written. It counts as written.
        ([(3, 1)], (1, 3), None),
        # Two lie here: the older one is the answer.
        ([(7, None), (2, None)], None, (2, 2)),
        # The later one left first, and the first waits.
        ([(0, None), (20, 20)], (2, 20), (1, 0)),
        # What was written after it was done is nothing to wait for.
        ([(0, 0), (20, None)], (1, 0), None),
        # The first left at last, later than the second.
        ([(0, 60), (20, 20)], (2, 20), None),
        # It left in time after all.
        ([(0, 3), (1, 1)], (1, 0), None),
        # Both left in the same moment: the first that was stored.
        ([(0, 90), (1, 90)], (1, 90), None),
        # Three: one lies, one lay, one went.
        ([(0, None), (5, 50), (30, 31)], (3, 30), (1, 0)),
    ],
)
def test_which_words_did_it_and_since_when(answers, done, waiting):
    message, at = done or (None, None)
    number, since = waiting or (None, None)
    expected = Reckoned(message, minutes(at), number, minutes(since))
    assert {reckon(order) for order in permutations(words(*answers))} == {expected}


MOMENTS = some.integers(0, 600)
LIVES = some.tuples(MOMENTS, some.none() | some.integers(0, 600)).map(
    lambda life: (life[0], None if life[1] is None else life[0] + life[1])
)


@given(some.lists(LIVES, max_size=5), some.randoms(use_true_random=False))
def test_nothing_is_done_by_words_that_did_not_leave_nor_before_they_were_written(lives, chance):
    answers = words(*lives)
    found = reckon(answers)
    chance.shuffle(answers)
    assert reckon(answers) == found
    by_number = {one.message: one for one in answers}
    assert (found.done_at is None) is not any(one.left_at for one in answers)
    if found.done_at is not None:
        did = by_number[found.message]
        assert did.written_at <= found.done_at <= did.left_at
        assert did.left_at - found.done_at <= PROMPT
    if found.waiting is not None:
        assert by_number[found.waiting].left_at is None
        assert found.done_at is None or found.written_at < found.done_at
