"""Work that nobody waits for lets pages go first, but not for ever."""

import threading

from keepword.events.giving_way import Quiet


def test_where_nobody_is_served_work_goes_on_at_once():
    assert Quiet().wait(seconds=0)


def test_work_waits_until_the_last_page_is_made():
    quiet, went_on = Quiet(), threading.Event()
    with quiet.serving():
        with quiet.serving():
            thread = threading.Thread(target=lambda: quiet.wait(seconds=30) and went_on.set(), daemon=True)
            thread.start()
        assert not quiet.wait(seconds=0)
        assert not went_on.is_set()
    assert went_on.wait(10)


def test_a_desk_that_is_never_idle_sends_its_answers_too():
    quiet = Quiet()
    with quiet.serving():
        assert not quiet.wait(seconds=0.001)


def test_a_page_that_fails_is_not_waited_for():
    quiet = Quiet()
    try:
        with quiet.serving():
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    assert quiet.wait(seconds=0)
