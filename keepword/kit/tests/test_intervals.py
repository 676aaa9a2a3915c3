"""How sure is a share?"""

import pytest

from keepword.kit.intervals import wilson


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
