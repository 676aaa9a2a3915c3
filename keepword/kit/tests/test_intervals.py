"""How sure is a share?"""

import pytest

from keepword.kit.intervals import Z_99, newcombe, wilson


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    # Wilson's interval as R's prop.test(correct = FALSE) prints it
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (50, 100, 0.4038, 0.5962),
     (81, 100, 0.7222, 0.8749), (90, 100, 0.8256, 0.9448), (1, 1, 0.2065, 1.0)],
)  # fmt: skip
def test_the_interval_of_a_share_is_wilsons(hits, of, low, high):
    assert wilson(hits, of=of) == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize(("hits", "of"), [(0, 0), (2, 1), (-1, 3)])
def test_a_share_of_nothing_is_no_share(hits, of):
    with pytest.raises(ValueError, match=f"{hits} of {of}"):
        wilson(hits, of=of)


@pytest.mark.parametrize(
    ("hits", "of", "other_hits", "other_of", "low", "high"),
    # Newcombe (1998), table II, method 10
    [
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (10, 10, 0, 10, 0.6075, 1.0),
    ],
)
def test_the_interval_of_a_difference_is_newcombes(hits, of, other_hits, other_of, low, high):
    found = newcombe(hits, of=of, other_hits=other_hits, other_of=other_of)
    assert found == pytest.approx((low, high), abs=1e-4)


def test_who_wants_to_be_surer_gets_a_wider_range():
    near, far = (
        newcombe(50, of=100, other_hits=60, other_of=100),
        newcombe(50, of=100, other_hits=60, other_of=100, z=Z_99),
    )
    assert far[0] < near[0] < near[1] < far[1]
