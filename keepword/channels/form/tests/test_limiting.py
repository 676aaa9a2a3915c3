from datetime import timedelta

import pytest
import time_machine

from keepword.channels.form.limiting import count, count_quick, forget_old, may_send
from keepword.channels.form.models import Submission
from keepword.kit import clock

pytestmark = pytest.mark.django_db


def test_ten_forms_in_ten_minutes_and_no_eleventh():
    with time_machine.travel(clock.now(), tick=False):
        for _ in range(10):
            assert may_send("203.0.113.7")
            count("203.0.113.7")
        assert not may_send("203.0.113.7")
        assert may_send("203.0.113.8")


def test_after_ten_minutes_one_may_write_again_and_after_sixty_forms_only_the_next_day():
    start = clock.now()
    for step in range(6):
        with time_machine.travel(start + timedelta(minutes=11 * step), tick=False):
            assert may_send("203.0.113.7")
            for _ in range(10):
                count("203.0.113.7")
    with time_machine.travel(start + timedelta(hours=2), tick=False):
        assert not may_send("203.0.113.7")
    with time_machine.travel(start + timedelta(hours=26), tick=False):
        assert may_send("203.0.113.7")


def test_robots_use_up_their_share_twice_as_fast():
    for _ in range(5):
        assert may_send("203.0.113.7")
        count_quick("203.0.113.7")
    assert not may_send("203.0.113.7")


def test_the_address_itself_is_not_kept_and_nothing_is_kept_for_long():
    count("203.0.113.7")
    assert "203" not in Submission.objects.get().sender[:3]
    with time_machine.travel(clock.now() + timedelta(days=1, seconds=1), tick=False):
        forget_old()
    assert not Submission.objects.exists()
