"""How long an answer about hours may be kept: never past the minute in which it stops being true."""

import hashlib
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from keepword.hours.spans import OpeningHours, closing, is_open, next_opening
from keepword.kit.zones import zone_of

LONGEST_SECONDS = 300  # so that an administrator's change is everywhere within five minutes


def seconds_true(hours: OpeningHours, *, now: datetime, reader_zone: str = "") -> int:
    """Until we open or close next, or a day ends here or where the reader is ("tomorrow" becomes "today"), whichever
    is first."""
    change = closing(hours, now) if is_open(hours, now) else next_opening(hours, now)
    ends = [_midnight(now, zone=hours.zone), _midnight(now, zone=reader_zone or hours.zone), change]
    return max(0, min(LONGEST_SECONDS, *(int((one - now).total_seconds()) for one in ends if one is not None)))


def _midnight(now: datetime, *, zone: str) -> datetime:
    """The next one there, as an instant: a day on which clocks change is not of 24 hours."""
    local = now.astimezone(zone_of(zone))
    return (local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)).astimezone(UTC)


def kept(request: HttpRequest, response: HttpResponse, *, seconds: int) -> HttpResponseBase:
    """With an ETag, and without a body for whoever has this one already."""
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    answer: HttpResponseBase = get_conditional_response(request, etag=etag, response=response) or response
    return answer


def open_to_every_site(response: HttpResponseBase) -> HttpResponseBase:
    """Public, and asked for without cookies: any page of the world may read it."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
