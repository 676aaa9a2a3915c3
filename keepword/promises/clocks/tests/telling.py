"""Cases of clocks in short words, so that a table of them can be read.

Times are in UTC in the week of Monday 2 March 2026 ("mo 9", "tu 16:30"), a week later with a 2 ("mo2 9"), or a date
("29.3 1:30"). Deeds: "mo 9 arrived, mo 10 answered". Policies: "first 4h, next 2h, solve 2d, update 1d" and for one
priority "urgent first 1h"; "calendar" counts calendar time, "unpaused" counts the customer's turn too. Clocks:
"first mo 13 met". A day is of 24 hours.
"""

import re
from datetime import UTC, datetime, timedelta
from functools import cache

from keepword.conversations.models.conversation import PRIORITIES
from keepword.hours.spans import ALWAYS, OpeningHours, Slot
from keepword.promises.clocks import deeds
from keepword.promises.clocks.deadlines import Deadline, clocks_of
from keepword.promises.clocks.deeds import Deed, Story
from keepword.promises.clocks.terms import Terms

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
DAYS = ["mo", "tu", "we", "th", "fr", "sa", "su"]
KINDS = {"first": "first_response", "next": "next_response", "solve": "resolution", "update": "update"}
HOUR = 3600


def at(text: str) -> datetime:
    """ "mo 9:30", "tu2 9", "29.3 1:30"."""
    day, _, time = text.partition(" ")
    hour, minute, second = ([int(part) for part in time.split(":")] + [0, 0])[:3]
    if "." in day:
        number, month = day.split(".")
        return datetime(2026, int(month), int(number), hour, minute, second, tzinfo=UTC)
    weeks = int(day[2:] or 1) - 1
    days = DAYS.index(day[:2]) + 7 * weeks
    return MONDAY + timedelta(days=days, hours=hour, minutes=minute, seconds=second)


def week(*days: list[tuple[float, float]]) -> tuple[tuple[Slot, ...], ...]:
    """Hours of each day, Monday first; days that are left out are closed."""
    told = [tuple(Slot(int(a * HOUR), int(b * HOUR)) for a, b in day) for day in days]
    return (*told, *[()] * (7 - len(told)))


@cache
def calendar(name: str) -> OpeningHours:
    office = week(*[[(9, 17)]] * 5)
    return {
        "always": ALWAYS,
        "office": OpeningHours("UTC", office),
        "lunch": OpeningHours("UTC", week(*[[(9, 12), (13, 17)]] * 5)),
        "night": OpeningHours("UTC", week(*[[(22, 30)]] * 5)),
        "never": OpeningHours("UTC", week()),
        "mondays": OpeningHours("UTC", week([(9, 10)])),
        "holiday": OpeningHours("UTC", office, {at("tu 0").date(): ()}),
        "half day": OpeningHours("UTC", office, {at("tu 0").date(): (Slot(9 * HOUR, 12 * HOUR),)}),
        "last day": OpeningHours("UTC", week(), {at("mo 0").date(): (Slot(9 * HOUR, 17 * HOUR),)}),
        "saturday once": OpeningHours("UTC", office, {at("sa 0").date(): (Slot(9 * HOUR, 13 * HOUR),)}),
        "berlin": OpeningHours("Europe/Berlin", office),
        "berlin always": OpeningHours("Europe/Berlin", week(*[[(0, 24)]] * 7)),
        "berlin nights": OpeningHours("Europe/Berlin", week(*[[(22, 30)]] * 7)),
        "new york": OpeningHours("America/New_York", office),
        "kathmandu": OpeningHours("Asia/Kathmandu", office),
        "seoul": OpeningHours("Asia/Seoul", office),
    }[name]


def seconds(text: str) -> int:
    """ "4h", "90m", "2d", "30s"."""
    return int(text[:-1]) * {"s": 1, "m": 60, "h": HOUR, "d": 24 * HOUR}[text[-1]]


def terms(text: str, **more: object) -> Terms:
    targets: dict[tuple[int, str], int] = {}
    words = [part.strip().split() for part in text.split(",")]
    for part in sorted(words, key=len):  # what is said of one priority counts more
        if len(part) == 2:
            targets |= {(value, KINDS[part[0]]): seconds(part[1]) for value in PRIORITIES.values()}
        elif len(part) == 3:
            targets[PRIORITIES[part[0]], KINDS[part[1]]] = seconds(part[2])
            if part[2] == "0h":
                del targets[PRIORITIES[part[0]], KINDS[part[1]]]
    single = {part[0] for part in words if len(part) == 1}
    fields: dict[str, object] = {
        "policy_id": 1,
        "place": 1,
        "made_at": MONDAY - timedelta(days=300),
        "seconds": targets,
        "is_business": "calendar" not in single,
        "pauses_for_customer": "unpaused" not in single,
    }
    return Terms(**(fields | more))


def deed(text: str) -> Deed:
    """ "mo 9 arrived", "mo 9 prioritised normal urgent", "mo 9 tagged vip"."""
    found = re.match(r"(\S+ [\d:]+) (\w+)(?: (\w+))?(?: (\w+))?$", text.strip())
    assert found, text
    moment, what, first, second = found.groups()
    when = at(moment)
    if what == "prioritised":
        return Deed(what, when, was=PRIORITIES[first], value=PRIORITIES[second])
    if what in ("tagged", "untagged"):
        return Deed(what, when, value=first)
    if what in ("resolved", "awaited"):
        return Deed(what, when, settles=first == "unanswered")
    if what == "no_reply_needed":
        return Deed(what, when, settles=True)
    return Deed(what, when, takes_back=what == deeds.REOPENED)


def story(text: str, **more: object) -> Story:
    told = tuple(deed(one) for one in text.split(",") if one.strip())
    fields: dict[str, object] = {
        "conversation_id": 1,
        "inbox_id": 1,
        "brand_id": 1,
        "team_id": None,
        "channel": "email",
        "language": "en",
        "priority": PRIORITIES["normal"],
        "deeds": told,
    }
    changed = [one.value for one in told if one.what == deeds.PRIORITISED]
    if changed:
        fields["priority"] = changed[-1]
    fields["tags"] = frozenset(str(one.value) for one in told if one.what == deeds.TAGGED)
    fields["is_spam"] = bool(told) and told[-1].what == deeds.MARKED_SPAM
    return Story(**(fields | more))


def clocks(text: str, *policies: Terms, hours: str = "office", **more: object) -> list[Deadline]:
    return clocks_of(story(text, **more), policies=policies, calendar=lambda team, end: calendar(hours))


def said(clock: Deadline) -> str:
    """A clock as the table writes it: "first mo 13 met"."""
    kind = next(short for short, long in KINDS.items() if long == clock.kind)
    return f"{kind} {moment(clock.due_at)} {clock.outcome}"


def moment(when: datetime | None) -> str:
    if when is None:
        return "-"
    days = (when - MONDAY).days
    time = f"{when.hour}:{when:%M:%S}".removesuffix(":00").removesuffix(":00")
    if not 0 <= days < 14:
        return f"{when.day}.{when.month} {time}"
    return f"{DAYS[days % 7]}{'2' if days > 6 else ''} {time}"
