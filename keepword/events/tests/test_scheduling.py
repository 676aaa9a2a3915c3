"""What is done at regular times is done though the machine slept."""

import threading

import pytest
import time_machine

from keepword.events.scheduling import run_until

HOUR = 3600


@pytest.mark.django_db
def test_what_fell_due_while_the_machine_slept_is_done_when_it_wakes():
    """The clock that measures waiting stands still meanwhile; the one on the wall does not."""
    stopped, ran = threading.Event(), []
    with time_machine.travel("2026-11-22T22:00Z") as clock:

        def hourly() -> None:
            ran.append("hourly")
            clock.shift(HOUR)
            if ran.count("hourly") == 3:
                stopped.set()

        run_until(stopped, every=[(HOUR, hourly), (24 * HOUR, lambda: ran.append("daily"))])
    assert ran == ["hourly", "daily", "hourly", "hourly"]


@pytest.mark.django_db
def test_a_job_that_fails_is_tried_at_its_next_time(caplog: pytest.LogCaptureFixture):
    stopped, ran = threading.Event(), []

    def job() -> None:
        ran.append("again")
        if len(ran) == 2:
            stopped.set()
        raise ValueError

    run_until(stopped, every=[(0, job)])
    assert ran == ["again"] * 2
    assert "failed" in caplog.text
