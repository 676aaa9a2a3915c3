"""The Date header in UTC, from the many ways in which programs write it."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

# Outside of these it is a clock that was never set, or spam that wants to stay on top.
_EARLIEST, _LATEST = 1900, 2099
_NAMED_OFFSET = re.compile(r"\b(?:GMT|UTC|UT)\s*([+-]\d{1,2}):?(\d{2})?\b")
_DOTTED_TIME = re.compile(r"\b(\d{1,2})\.(\d{2})\.(\d{2})\b")
_HALF_DAY = re.compile(r"\b(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp])\.?[Mm]\b\.?")
_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>[01]\d):?(?P<minutes>[0-5]\d)\s*$")
_COMMENT = re.compile(r"\([^()]{0,100}\)")


def read_date(text: str) -> datetime | None:
    """Aware UTC, or None for nonsense. A date without a zone is taken as UTC: nobody knows better."""
    text = _COMMENT.sub(" ", text[:200]).strip()
    if not text:
        return None
    return _in_range(_iso(text) or _by_rfc(_mended(text)))


def read_offset(text: str) -> timedelta | None:
    """How far the writer's clock was from UTC. None when it does not say: RFC 5322 writes that as -0000, and servers
    that know nothing of the writer write +0000 or GMT."""
    found = _OFFSET.search(_COMMENT.sub(" ", text[:200]))
    if found is None:
        return None
    minutes = int(found["hours"]) * 60 + int(found["minutes"])
    return timedelta(minutes=-minutes if found["sign"] == "-" else minutes) or None


def _iso(text: str) -> datetime | None:
    if not re.match(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _by_rfc(text: str) -> datetime | None:
    try:
        found = parsedate_tz(text)
        if found is None:
            return None
        zone = timezone(timedelta(seconds=found[9] or 0))
        return datetime(*found[:5], min(found[5], 59), tzinfo=zone)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None  # the standard library's reader trips over some nonsense itself


def _mended(text: str) -> str:
    text = _NAMED_OFFSET.sub(lambda found: f"{_hours(found.group(1))}{found.group(2) or '00'}", text)
    text = _DOTTED_TIME.sub(r"\1:\2:\3", text)
    text = _HALF_DAY.sub(_twenty_four_hours, text)
    return re.sub(r"([+-]\d{2}):(\d{2})$", r"\1\2", text)


def _hours(signed: str) -> str:
    return f"{signed[0]}{int(signed[1:]):02d}"


def _twenty_four_hours(found: re.Match) -> str:
    hour = int(found.group(1)) % 12 + (12 if found.group(4) in "pP" else 0)
    return f"{hour:02d}:{found.group(2)}:{found.group(3) or '00'}"


def _in_range(found: datetime | None) -> datetime | None:
    if found is None or not _EARLIEST <= found.year <= _LATEST:
        return None
    return found.astimezone(UTC)
