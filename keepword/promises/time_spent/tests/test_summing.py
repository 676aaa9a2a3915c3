"""Many lengths as a few numbers."""

import json
from random import Random

import pytest

from keepword.promises.time_spent.summing import Key, Sum, count, length_of, packed, size_of, unpacked


def sum_of(*lengths):
    one = Sum()
    for length in lengths:
        one.take(length)
    return one


def test_of_nothing_nothing_is_said():
    assert (Sum().mean, Sum().quantile(0.5), Sum().n) == (None, None, 0)


@pytest.mark.parametrize("seconds", [60, 61, 100, 3600, 4000, 86_400, 90 * 86_400, 2**31])
def test_a_size_is_right_to_within_five_in_a_hundred(seconds):
    assert length_of(size_of(seconds)) == pytest.approx(seconds, rel=0.051)


@pytest.mark.parametrize(("low", "high"), [(0, 59), (60, 60), (59, 60), (3600, 7200)])
def test_what_is_longer_has_no_smaller_size(low, high):
    assert size_of(low) <= size_of(high)


def test_less_than_a_minute_is_one_size():
    assert {size_of(0), size_of(1), size_of(59)} == {0}
    assert size_of(60) == 1


@pytest.mark.parametrize("seed", range(5))
def test_the_middle_and_the_ninth_of_ten_are_those_of_the_lengths(seed):
    chance = Random(seed)  # noqa: S311  a table of lengths
    lengths = sorted(int(chance.lognormvariate(9, 1.5)) + 60 for _ in range(501))
    one = sum_of(*lengths)
    assert one.quantile(0.5) == pytest.approx(lengths[250], rel=0.11)
    assert one.quantile(0.9) == pytest.approx(lengths[450], rel=0.11)
    assert (one.n, one.mean) == (501, round(sum(lengths) / 501))


def test_groups_can_be_put_away_and_added_up():
    rows = [
        (1, None, "email", "agent", 3600, 1800),
        (1, 2, "email", "agent", 7200, 0),
        (1, None, "email", "agent", 60, 60),
    ]
    stored = json.loads(json.dumps(packed(count(rows))))
    calendar = dict(unpacked(stored, is_business=False))
    business = dict(unpacked(stored, is_business=True))
    assert calendar[Key(1, None, "email", "agent")] == sum_of(3600, 60)
    assert business == {Key(1, None, "email", "agent"): sum_of(1800, 60)}
    together = Sum()
    for one in calendar.values():
        together.add(one)
    assert together == sum_of(3600, 60, 7200)
