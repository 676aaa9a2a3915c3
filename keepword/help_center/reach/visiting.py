"""Where in the world is the reader? A browser tells it by ?zone=, when its script could."""

from django.http import HttpRequest

from keepword.people.placing import known_zone


def zone_of(request: HttpRequest) -> str:
    """An IANA name, "" when nobody told it or there is no such zone."""
    return known_zone(request.GET.get("zone", ""))
