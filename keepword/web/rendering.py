"""Answer with a page, or with the part of it that a script asked for: one view, one template, one permission check."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.backends.utils import csrf_input
from django.utils.cache import patch_vary_headers


def wants_part(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def wants_refresh(request: HttpRequest) -> bool:
    """The page is open already and asks for what may have changed."""
    return request.headers.get("X-Refresh") == "true"


def answer(request: HttpRequest, *, page: str, part: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Never kept by a cache: a colleague may change it at any moment, and the next person at this computer may be
    somebody else."""
    template = part if wants_part(request) else page
    # Made once: a conversation has a dozen small forms, and each token would be masked anew.
    response = render(request, template, context | {"form_token": csrf_input(request)}, status=status)
    patch_vary_headers(response, ["HX-Request", "X-Refresh"])
    response.headers["Cache-Control"] = "private, no-cache"
    return response
