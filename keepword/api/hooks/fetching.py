"""Fetching from a provider what its call only names. Through the one door to the outside, with an end to it."""

import asyncio
from collections.abc import Mapping

from django.conf import settings

from keepword.api.hooks.calls import Elsewhere
from keepword.kit import http

SECONDS = 12  # Amazon waits fifteen for our answer


def download(address: str, *, headers: Mapping[str, str] | None = None) -> http.Answer:
    """Raises Elsewhere when it cannot be had now."""
    try:
        answer = asyncio.run(http.fetch(address, at_most=settings.MAIL_SIZE_LIMIT, within=SECONDS, headers=headers))
    except (http.Refused, http.Unreachable) as error:
        raise Elsewhere(str(error)) from error
    if answer.status != 200:
        raise Elsewhere(f"It answered {answer.status}.")
    return answer
