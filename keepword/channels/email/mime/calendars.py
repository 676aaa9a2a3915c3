"""Invitations (iCalendar, RFC 5545) that come with a mail: what, when, where and from whom."""

import re
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

from keepword.channels.email.mail import Invitation
from keepword.channels.email.mime import charsets
from keepword.channels.email.mime.parts import Part, Reading

TYPES = ("text/calendar", "application/ics")
_MOST_EVENTS = 20
_MOST_CHARS = 500_000
_EVENT = re.compile(r"^BEGIN:VEVENT.*?(?=^BEGIN:VEVENT|^END:VEVENT|^END:VCALENDAR|\Z)", re.M | re.S | re.I)
_METHOD = re.compile(r"^METHOD:\s*([A-Z-]{1,30})", re.M | re.I)
# What the library raises for calendars that are none (its own InvalidCalendar is a ValueError); each is answered by a
# warning.
_BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)


def read_invitations(part: Part, *, reading: Reading) -> tuple[Invitation, ...]:
    """Every event in the calendars of the mail, the same one only once (programs send it as an alternative and as a
    file). A calendar that cannot be read is a warning; its file is among the attachments all the same."""
    found: dict[Invitation, None] = {}
    for each in part.walk():
        if each.type in TYPES or (each.filename.lower().endswith(".ics") and not each.is_multipart):
            found.update(dict.fromkeys(_invitations(each, reading)))
    return tuple(found)[:_MOST_EVENTS]


def _invitations(part: Part, reading: Reading) -> list[Invitation]:
    declared = part.parameters.get("charset", "")
    text = charsets.decode(part.content, declared=declared or "utf-8", hints=reading.hints).text[:_MOST_CHARS]
    text = re.sub(r"\r\n?", "\n", text).lstrip("\ufeff \n")
    method = _METHOD.search(text)
    said = method.group(1).upper() if method else part.parameters.get("method", "").upper()
    try:
        return _events(text, said, reading)
    except _BROKEN:
        return _mended_events(text, said, reading)


def _events(text: str, method: str, reading: Reading) -> list[Invitation]:
    library = import_module("icalendar")  # 2 MB, for the first invitation
    calendars = library.Calendar.from_ical(text, multiple=True)
    events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    if not events and "BEGIN:VEVENT" in text.upper():
        raise ValueError("the events were not found")
    return [_invitation(event, method, reading) for event in events[:_MOST_EVENTS]]


def _mended_events(text: str, method: str, reading: Reading) -> list[Invitation]:
    """Each event alone, closed where its end is missing."""
    zones = "\n".join(_zones(text))
    found = []
    for event in _EVENT.findall(text)[:_MOST_EVENTS]:
        whole = f"BEGIN:VCALENDAR\n{zones}\n{_own_lines(event)}\nEND:VEVENT\nEND:VCALENDAR\n"
        try:
            found += _events(whole, method, reading)
        except _BROKEN:
            continue
    if not found:
        reading.warn("calendar: cannot be read")
    return found


def _zones(text: str) -> list[str]:
    found, position = [], 0
    for _ in range(5):
        start = text.find("BEGIN:VTIMEZONE", position)
        end = text.find("END:VTIMEZONE", start)
        if start < 0 or end < 0:
            break
        position = end + len("END:VTIMEZONE")
        found.append(text[start:position])
    return found


def _own_lines(event: str) -> str:
    """Without alarms, which nobody needs here and which broken programs leave open."""
    return re.split(r"^BEGIN:VALARM", event.strip(), maxsplit=1, flags=re.M | re.I)[0].strip()


def _invitation(event: Any, method: str, reading: Reading) -> Invitation:
    starts_at = _time(event.get("dtstart"), reading)
    ends_at = _time(event.get("dtend"), reading)
    length = getattr(event.get("duration"), "dt", None)
    if ends_at is None and starts_at is not None and isinstance(length, timedelta):
        ends_at = _after(starts_at, length)
    return Invitation(
        method=method,
        summary=_text(event.get("summary")),
        starts_at=starts_at,
        ends_at=ends_at,
        location=_text(event.get("location")),
        organizer=_text(event.get("organizer")).removeprefix("mailto:").removeprefix("MAILTO:"),
    )


def _time(value: Any, reading: Reading) -> datetime | None:
    """In UTC. A whole day begins at midnight UTC; a time without a zone is taken as UTC, and said so."""
    value = value[0] if isinstance(value, list) and value else value
    try:
        at = getattr(value, "dt", None)
    except _BROKEN:
        reading.warn("calendar: a time cannot be read")
        return None
    if isinstance(at, datetime):
        if at.utcoffset() is None:
            reading.warn("calendar: a time without a known zone, UTC taken")
            return at.replace(tzinfo=UTC)
        return _in_utc(at)
    return datetime(at.year, at.month, at.day, tzinfo=UTC) if isinstance(at, date) else None


def _in_utc(at: datetime) -> datetime | None:
    try:
        return at.astimezone(UTC)
    except OverflowError:
        return None


def _after(at: datetime, length: timedelta) -> datetime | None:
    try:
        return at + length
    except OverflowError:
        return None


def _text(value: Any) -> str:
    value = value[0] if isinstance(value, list) and value else value
    return re.sub(r"[\x00-\x1f\ud800-\udfff]+", " ", str(value or ""))[:1_000].strip()
