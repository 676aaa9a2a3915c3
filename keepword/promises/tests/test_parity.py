import pytest

from keepword.promises.parity import parity, wilson


@pytest.mark.parametrize(
    ("kept", "n", "low", "high"),
    # Wilson's interval as R's prop.test(correct = FALSE) prints it
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (50, 100, 0.4038, 0.5962), (90, 100, 0.8256, 0.9448),
     (1, 1, 0.2065, 1.0)],
)  # fmt: skip
def test_the_interval_of_a_share(kept, n, low, high):
    assert wilson(kept, n) == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize(("kept", "n"), [(0, 0), (2, 1), (-1, 3)])
def test_a_share_of_nothing_is_no_share(kept, n):
    with pytest.raises(ValueError, match=f"{kept} of {n}"):
        wilson(kept, n)


def outcomes(**counts):
    return {name: [True] * kept + [False] * (n - kept) for name, (kept, n) in counts.items()}


def drifted(**counts):
    return [one.channel for one in parity(outcomes(**counts)) if one.has_drifted]


def test_the_worst_channel_comes_first_and_an_empty_one_not_at_all():
    found = parity(outcomes(email=(90, 100), form=(50, 100), chat=(0, 0)))
    assert [(one.channel, one.share) for one in found] == [("form", 0.5), ("email", 0.9)]


def test_a_channel_that_falls_behind_the_others_is_told():
    assert drifted(email=(90, 100), form=(50, 100), chat=(88, 100)) == ["form"]


def test_chance_is_no_drift():
    assert drifted(email=(90, 100), form=(83, 100)) == []


def test_a_few_waits_raise_no_alarm():
    assert drifted(email=(90, 100), form=(0, 19)) == []
    assert drifted(email=(10, 10), form=(0, 100)) == []


def test_one_channel_alone_has_nobody_to_fall_behind():
    assert drifted(form=(0, 100)) == []


def test_all_bad_alike_is_parity():
    assert drifted(email=(20, 100), form=(20, 100)) == []
