"""Where in the world is the reader? A browser tells it by ?zone=, when its script could."""

import zoneinfo

from django.http import HttpRequest

LONGEST = 64


def zone_of(request: HttpRequest) -> str:
    """An IANA name, "" when nobody told it or there is no such zone."""
    name = request.GET.get("zone", "")
    return name if len(name) <= LONGEST and name in zoneinfo.available_timezones() else ""
