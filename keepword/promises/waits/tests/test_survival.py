import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepword.promises.waits.survival import Seen, curve, quantile

# Weeks in remission under 6-MP, and whether it ended (Freireich and others, Blood 1963): the example by which every
# textbook shows the estimate, with the shares that they print.
WEEKS = [(6, 1), (6, 1), (6, 1), (6, 0), (7, 1), (9, 0), (10, 1), (10, 0), (11, 0), (13, 1), (16, 1), (17, 0), (19, 0),
         (20, 0), (22, 1), (23, 1), (25, 0), (32, 0), (32, 0), (34, 0), (35, 0)]  # fmt: skip
PRINTED = [(6, 0.857), (7, 0.807), (10, 0.753), (13, 0.690), (16, 0.627), (22, 0.538), (23, 0.448)]
REMISSIONS = [Seen(value, not has_ended) for value, has_ended in WEEKS]

waits = st.lists(st.tuples(st.integers(1, 50), st.booleans()), min_size=1, max_size=60)


def test_the_curve_is_the_one_that_textbooks_print():
    found = curve(REMISSIONS)
    assert [value for value, _ in found] == [value for value, _ in PRINTED]
    assert [round(share, 3) for _, share in found] == [share for _, share in PRINTED]


@pytest.mark.parametrize(("share", "expected"), [(0.1, 6), (0.2, 10), (0.25, 13), (0.5, 23), (0.6, None), (0.9, None)])
def test_a_quantile_is_not_known_when_too_many_still_wait(share: float, expected: float | None):
    assert quantile(REMISSIONS, share=share) == expected


def test_nothing_is_known_of_no_waits():
    assert curve([]) == []
    assert quantile([], share=0.5) is None


def test_who_still_waits_makes_the_estimate_longer_than_leaving_them_out():
    answered = [Seen(minutes, False) for minutes in range(1, 11)]
    waiting = [Seen(6, True)] * 4
    assert quantile(answered, share=0.5) == 5
    assert quantile(answered + waiting, share=0.5) == 7


@given(st.lists(st.integers(1, 50), min_size=1, max_size=60), st.sampled_from([0.1, 0.5, 0.9]))
def test_when_all_were_answered_it_is_the_plain_quantile(values: list[int], share: float):
    plain = sorted(values)[math.ceil(share * len(values) - 1e-9) - 1]
    assert quantile([Seen(value, False) for value in values], share=share) == plain


@given(waits, st.integers(2, 4))
def test_a_weight_is_so_many_equal_waits(found: list[tuple[int, bool]], times: int):
    once = [Seen(value, not has_ended, float(times)) for value, has_ended in found]
    often = [Seen(value, not has_ended) for value, has_ended in found for _ in range(times)]
    assert [value for value, _ in curve(once)] == [value for value, _ in curve(often)]
    assert [share for _, share in curve(once)] == pytest.approx([share for _, share in curve(often)])


@given(waits)
def test_the_curve_only_falls(found: list[tuple[int, bool]]):
    shares = [1.0] + [share for _, share in curve(Seen(value, not has_ended) for value, has_ended in found)]
    assert all(0 <= after <= before for before, after in zip(shares, shares[1:], strict=False))


def test_one_answer_that_is_left_when_most_went_out_of_sight_does_not_make_a_quantile_known():
    seen = [Seen(1, False)] * 40 + [Seen(2, True)] * 55 + [Seen(500, False)]
    assert curve(seen)[-1] == (500, 0)
    assert quantile(seen, share=0.95) is None
