"""What can be chosen in more than one form."""

import zoneinfo
from functools import cache

from django.conf import settings

LANGUAGES = [(code, name) for code, name in settings.LANGUAGES if code in settings.AGENT_LANGUAGES]
REGIONS = ("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


@cache
def time_zones() -> list[tuple[str, str]]:
    """Those that are named by a place, and UTC; the others are old names of the same."""
    places = sorted(name for name in zoneinfo.available_timezones() if name.startswith(REGIONS))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in places)]
