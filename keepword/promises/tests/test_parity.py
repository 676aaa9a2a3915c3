from hypothesis import given
from hypothesis import strategies as st

from keepword.promises.parity import ENOUGH, Gap, parity


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


def test_a_gap_that_nobody_would_change_their_day_for_is_no_drift_however_sure_it_is():
    assert not Gap(94_000, 100_000, 97_000, 100_000).has_drifted


def test_a_channel_that_catches_up_a_little_has_not_recovered_yet():
    """What stands at the edge would else be told every other day."""
    drifted, edge, well = Gap(60, 100, 90, 100), Gap(79, 100, 90, 100), Gap(86, 100, 90, 100)
    assert (drifted.has_drifted, drifted.has_recovered) == (True, False)
    assert (edge.has_drifted, edge.has_recovered) == (False, False)
    assert (well.has_drifted, well.has_recovered) == (False, True)


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_nothing_drifts_and_recovers_at_once_and_never_on_a_few(hits, missed, other_hits, other_missed):
    if not (hits + missed and other_hits + other_missed):
        return
    gap = Gap(hits, hits + missed, other_hits, other_hits + other_missed)
    assert not (gap.has_drifted and gap.has_recovered)
    assert not gap.has_drifted or (gap.n >= ENOUGH and gap.other_n >= ENOUGH)
