"""Questions about business time with their right answers, one JSON object a line, and how many we answer alike.

{"op": "seconds_between", "calendar": "berlin", "start": "…Z", "end": "…Z", "result": 12900}
{"op": "add_minutes", "calendar": "berlin", "start": "…Z", "minutes": 60, "result": "…Z"}
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from keepword.hours.calendar_files import Unreadable, hours_from
from keepword.hours.spans import DAY, OpeningHours, add, closing, is_open, next_opening, seconds_between

UNITS = {"second": 1, "minute": 60, "hour": 3600}
AT = ("at", "start", "time", "from", "instant")
SINCE, UNTIL = ("start", "from", "begin", "at"), ("end", "to", "until", "finish")


@dataclass(frozen=True, slots=True)
class Checked:
    """One line. `trouble` says what was wrong, "" when right. `is_split` when ours was the end of a night that the
    calendar writes in two halves, theirs the opening after it: no business time lies between the two."""

    line: int
    trouble: str
    is_split: bool = False


def check(lines: Iterable[str], *, calendars: dict[str, Any]) -> Iterator[Checked]:
    """Every line that is not empty, in order."""
    read: dict[str, OpeningHours | Unreadable] = {}
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _checked(number, line, calendars=calendars, read=read)


def _checked(
    number: int, line: str, *, calendars: dict[str, Any], read: dict[str, OpeningHours | Unreadable]
) -> Checked:
    try:
        told = json.loads(line)
        hours = _calendar(told["calendar"], calendars=calendars, read=read)
        ours, theirs = _answer(told, hours), _expected(told, hours)
    except Exception as error:  # a bad line is counted as wrong, whatever is bad about it
        return Checked(number, f"line {number}: not understood ({type(error).__name__}: {error})")
    if ours == theirs:
        return Checked(number, "")
    if _is_split_night(hours, ours, theirs):
        return Checked(number, "", is_split=True)
    return Checked(
        number, f"line {number}: {told['op']} of {told['calendar']}: expected {_say(theirs)}, got {_say(ours)}"
    )


def _calendar(name: str, *, calendars: dict[str, Any], read: dict[str, OpeningHours | Unreadable]) -> OpeningHours:
    if name not in read:
        try:
            read[name] = hours_from(calendars[name])
        except KeyError:
            read[name] = Unreadable(f"no calendar “{name}”")
        except Unreadable as error:
            read[name] = Unreadable(f"calendar “{name}”: {error}")
    found = read[name]
    if isinstance(found, Unreadable):
        raise found
    return found


def _answer(told: dict[str, Any], hours: OpeningHours) -> Any:
    op = str(told["op"]).strip().lower().replace("-", "_").replace("?", "")
    for unit, seconds in UNITS.items():
        if op in (f"{unit}s_between", f"business_{unit}s", f"business_{unit}s_between"):
            between = seconds_between(hours, _instant(told, SINCE, hours), _instant(told, UNTIL, hours))
            return between / seconds if between % seconds else between // seconds
        if op in (f"add_{unit}s", f"add_business_{unit}s") or (op == "add" and f"{unit}s" in told):
            amount = next(told[name] for name in (f"{unit}s", "amount", "value", "n") if name in told)
            return add(hours, _instant(told, SINCE, hours), round(amount * seconds))
    return _ASKED[op](hours, _instant(told, AT, hours))


def _next_closing(hours: OpeningHours, at: datetime) -> datetime | None:
    opens = next_opening(hours, at)
    return None if opens is None else closing(hours, opens)


_ASKED: dict[str, Callable[[OpeningHours, datetime], Any]] = {
    "is_open": is_open,
    "open": is_open,
    "is_closed": lambda hours, at: not is_open(hours, at),
    "next_opening": next_opening,
    "next_open": next_opening,
    "opening": next_opening,
    "closing": closing,
    "close": closing,
    "closes_at": closing,
    "next_closing": _next_closing,
    "next_close": _next_closing,
}


def _expected(told: dict[str, Any], hours: OpeningHours) -> Any:
    result = told["result"] if "result" in told else told["expected"]
    return _moment(result, hours) if isinstance(result, str) else result


def _instant(told: dict[str, Any], names: tuple[str, ...], hours: OpeningHours) -> datetime:
    return _moment(next(told[name] for name in names if name in told), hours)


def _moment(text: str, hours: OpeningHours) -> datetime:
    """A time without an offset is one on the clocks of the calendar's zone."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(hours.zone))


def _is_split_night(hours: OpeningHours, ours: Any, theirs: Any) -> bool:
    """A night that can only be written as two halves ("18:00" to "24:00", "00:00" to "06:00") makes some programs
    lose a moment at midnight, so that they name the next opening where the time ends exactly at closing. We stop at
    closing; a vector that was made by such a program is not wrong about business time."""
    if not isinstance(ours, datetime) or not isinstance(theirs, datetime) or is_open(hours, ours):
        return False
    return any(slot.end == DAY for day in hours.week for slot in day) and next_opening(hours, ours) == theirs


def _say(answer: Any) -> str:
    return answer.isoformat() if isinstance(answer, datetime) else json.dumps(answer)
