"""Was this form sent from our own page? Asked by the view itself, so that what was typed can be kept when it was not:
a visitor whose browser lost our cookie should press a button again, and not lose a letter."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware


class _Check(CsrfViewMiddleware):
    """Django's own check, saying why instead of answering with a page."""

    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason


def is_from_our_page(request: HttpRequest) -> bool:
    check = _Check(lambda _request: HttpResponse())
    check.process_request(request)
    return check.process_view(request, None, (), {}) is None  # type: ignore[arg-type]
