from math import exp

from keepword.promises.waits.lengthening import LONGEST, stretch


def test_waits_that_hold_are_not_stretched():
    assert stretch([]) == 1.0
    assert stretch([False] * 1000) == 1.0


def test_waits_lengthen_when_too_many_do_not_hold():
    assert stretch([False, True] * 20) > 1.3
    assert stretch([True] * 10) < stretch([True] * 20)


def test_they_never_lengthen_without_end():
    assert stretch([True] * 1000) == exp(LONGEST)


def test_they_shrink_again_slowly():
    after_a_bad_day = [True] * 10
    assert stretch(after_a_bad_day + [False] * 50) > 1.1
    assert stretch(after_a_bad_day + [False] * 200) == 1.0
