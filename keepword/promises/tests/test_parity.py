from keepword.promises.parity import parity


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
