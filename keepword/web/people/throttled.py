"""Too many failed sign-ins."""

from typing import Any

from django.http import HttpRequest, HttpResponse


def show(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    return HttpResponse("Too many attempts. Try again in 15 minutes.", status=429, content_type="text/plain")
