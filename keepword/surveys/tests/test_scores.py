import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepword.surveys.scores import csat, csat_of

SCORES = st.lists(st.integers(1, 5), max_size=200)


@pytest.mark.parametrize(
    ("scores", "asked", "share", "rate"),
    [
        ([], 0, None, None),  # nobody was asked
        ([], 3, None, 0.0),  # nobody answered: silence is no verdict
        ([5], 1, 1.0, 1.0),
        ([1], 1, 0.0, 1.0),
        ([3], 1, 0.0, 1.0),  # so-so is not satisfied
        ([4], 2, 1.0, 0.5),
        ([5, 4, 3, 2, 1], 10, 0.4, 0.5),
        ([5] * 20, 20, 1.0, 1.0),
        ([1] * 20, 20, 0.0, 1.0),
    ],
)
def test_csat_is_the_share_of_four_and_five_among_those_who_answered(scores, asked, share, rate):
    found = csat(scores, asked=asked)
    assert (found.share, found.response_rate, found.n) == (share, rate, len(scores))


def test_the_range_is_wilsons():
    """Newcombe (1998), table I, 81 of 263: 0.2553 to 0.3662."""
    found = csat_of(81, n=263, asked=300)
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)


def test_while_nobody_answered_anything_is_possible():
    found = csat([], asked=5)
    assert (found.low, found.high, found.is_enough) == (0.0, 1.0, False)


@pytest.mark.parametrize("wrong", [[0], [6], [-1]])
def test_a_score_that_no_face_stands_for_is_refused(wrong):
    with pytest.raises(ValueError, match="1 to 5"):
        csat(wrong, asked=1)


def test_more_answers_than_questions_are_refused():
    with pytest.raises(ValueError, match="2 answers to 1 questions"):
        csat([5, 5], asked=1)


@given(SCORES, st.integers(0, 100))
def test_the_share_lies_in_its_range_and_the_rate_never_above_one(scores, silent):
    found = csat(scores, asked=len(scores) + silent)
    assert 0.0 <= found.low <= (found.share if found.n else 0.5) <= found.high <= 1.0
    assert found.response_rate is None or 0.0 <= found.response_rate <= 1.0


@given(SCORES, SCORES)
def test_the_order_of_answers_changes_nothing_and_a_happy_one_never_lowers_it(one, other):
    asked = len(one) + len(other) + 1
    assert csat(one + other, asked=asked) == csat(other + one, asked=asked)
    if one:
        assert csat([*one, 5], asked=asked).share >= csat(one, asked=asked).share


@given(st.integers(1, 100))
def test_more_answers_make_the_range_narrower(n):
    few, many = csat_of(n, n=2 * n, asked=2 * n), csat_of(2 * n, n=4 * n, asked=4 * n)
    assert many.high - many.low < few.high - few.low
