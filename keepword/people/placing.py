"""In which time zone does somebody live? Guessed from what they wrote with, and always told as a guess.

An offset alone is no zone (it does not know summer time), so the language picks the place among those that have this
offset on that day; where it cannot, the offset itself is the zone ("Etc/GMT-9"), which is right until the clocks
change.
"""

import zoneinfo
from datetime import datetime, timedelta

from keepword.kit.zones import is_zone

# The places from which most people write who write in this language, the likeliest first.
PLACES = {
    "ko": ["Asia/Seoul"],
    "ja": ["Asia/Tokyo"],
    "zh-Hans": ["Asia/Shanghai", "Asia/Singapore"],
    "zh-Hant": ["Asia/Taipei", "Asia/Hong_Kong"],
    "es": ["Europe/Madrid", "America/Mexico_City", "America/Bogota", "America/Argentina/Buenos_Aires",
           "America/Santiago", "America/Caracas", "America/Los_Angeles", "America/New_York", "Atlantic/Canary"],
    "pt": ["America/Sao_Paulo", "Europe/Lisbon", "America/Manaus", "Africa/Luanda", "Africa/Maputo"],
    "de": ["Europe/Berlin"],
    "fr": ["Europe/Paris", "America/Toronto", "Africa/Abidjan"],
    "it": ["Europe/Rome"],
    "nl": ["Europe/Amsterdam"],
    "ar": ["Asia/Riyadh", "Africa/Cairo", "Asia/Dubai", "Africa/Casablanca", "Asia/Amman", "Africa/Tunis"],
    "en": ["America/New_York", "Europe/London", "America/Los_Angeles", "America/Chicago", "America/Denver",
           "Australia/Sydney", "Asia/Kolkata", "Pacific/Auckland", "Asia/Singapore", "Africa/Johannesburg",
           "Africa/Lagos", "America/Halifax", "Australia/Perth", "Australia/Adelaide"],
}  # fmt: skip
# Where the same clocks say something else on another day of the year, so that the day decides.
OTHERS = ["Asia/Kolkata", "Asia/Tehran", "Asia/Kathmandu", "Australia/Darwin", "Europe/Berlin", "Europe/Athens"]
LONGEST = 64


def zone_of_offset(offset: timedelta, *, at: datetime, language: str) -> str:
    """The IANA name of where somebody likely is whose clock showed this offset from UTC `at` that instant; "" when
    no place has it."""
    known = PLACES.get(language) or PLACES.get(language.partition("-")[0], [])
    for name in [*known, *([] if _is_whole_hour(offset) else [*PLACES["en"], *OTHERS])]:
        if at.astimezone(zoneinfo.ZoneInfo(name)).utcoffset() == offset:
            return name
    return _fixed(offset)


def _fixed(offset: timedelta) -> str:
    hours = int(offset / timedelta(hours=1))
    if not _is_whole_hour(offset) or not -12 <= hours <= 14:
        return ""
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"  # POSIX counts westwards


def _is_whole_hour(offset: timedelta) -> bool:
    return offset % timedelta(hours=1) == timedelta(0)


def known_zone(name: str) -> str:
    """The name as it is when it is a zone (a browser's word may be anything), else ""."""
    return name if len(name) <= LONGEST and is_zone(name) else ""
