"""Wake the workers of this process when there is new work. Other processes hear of it through the live hub, and
look by themselves every second besides: a lost wake-up costs a second, never a task."""

import threading

_changed = threading.Condition()
_calls = 0


def wake() -> None:
    """All workers of this process look for work."""
    global _calls
    with _changed:
        _calls += 1
        _changed.notify_all()


def calls() -> int:
    """How often `wake` was called: look at it before looking for work, so that no call is missed in between."""
    return _calls


def wait(*, since: int, seconds: float) -> None:
    """Until there was a call after `since`, at most `seconds`."""
    with _changed:
        _changed.wait_for(lambda: _calls != since, timeout=seconds)
