"""Something small that nobody waits for: it is done when the answer is on its way."""

from collections.abc import Callable

from django.http import HttpResponse


def once_sent(response: HttpResponse, act: Callable[[], None]) -> HttpResponse:
    """Servers close a response after they sent it, and what closes with it runs then, in the same thread. `act` must
    raise nothing: nobody is left to be told."""
    response._resource_closers.append(act)  # type: ignore[attr-defined]
    return response
