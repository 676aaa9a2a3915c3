"""What one more channel costs."""

import pytest

from keepword.promises.workload import gets_out_of_hand, workload


@pytest.mark.parametrize(
    ("contacts", "answers", "hours", "people"),
    [
        (0, 1.5, 0.0, 0.0),
        (1, 1.0, 0.1, 0.5),
        (100, 0.2, 10.0, 0.5),  # whoever writes is answered at least once
        (100, 1.5, 15.0, 0.5),
        (150, 1.0, 15.0, 0.5),
        (151, 1.0, 15.1, 1.0),
        (1000, 2.0, 200.0, 7.0),
    ],
)
def test_contacts_become_hours_and_people(contacts, answers, hours, people):
    found = workload(contacts, answers_per_contact=answers)
    assert (found.hours, found.people) == (pytest.approx(hours), people)


@pytest.mark.parametrize("wrong", [(-1, 1.0, 6.0), (1, -1.0, 6.0), (1, 1.0, -6.0)])
def test_work_is_not_negative(wrong):
    contacts, answers, minutes = wrong
    with pytest.raises(ValueError, match="negative"):
        workload(contacts, answers_per_contact=answers, minutes_per_answer=minutes)


def test_one_or_two_channels_are_a_good_start():
    assert [gets_out_of_hand(supported) for supported in range(4)] == [False, False, True, True]
