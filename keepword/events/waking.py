"""Wake the workers of this process when there is new work. Other processes hear of it through the live hub, and
look by themselves every second besides: a lost wake-up costs a second, never a task."""

import threading

_work = threading.Event()


def wake() -> None:
    _work.set()


def wait(seconds: float) -> None:
    """Until there is new work, at most `seconds`."""
    _work.wait(seconds)
    _work.clear()
