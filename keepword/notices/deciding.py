"""By which ways a notice goes, and when. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from keepword.hours.spans import DAY, OpeningHours, Slot, closing, is_open
from keepword.notices.kinds import DIGEST, NOW, Choice

HOURLY, DAILY = "hourly", "daily"
WHILE_OPEN = timedelta(minutes=10)  # whoever has the page open reads it there; a letter waits that long for it
DAYS = 7


@dataclass(frozen=True, slots=True)
class Rest:
    """When an agent does not want to be disturbed, and when their digest comes, in their own `zone`. Minutes of the
    wall-clock day; `quiet_from` None for no quiet hours, which may pass midnight. `quiet_days` are whole days,
    Monday 0."""

    zone: str = "UTC"
    quiet_from: int | None = None
    quiet_to: int | None = None
    quiet_days: frozenset[int] = frozenset()
    digest: str = DAILY
    digest_at: int = 8 * 60


@dataclass(frozen=True, slots=True)
class Now:
    """How it stands as something happens. `focus_until`: so long no device
    disturbs them, None for now already. `needed_by` (aware) is when it is too late to know of it, None for never."""

    at: datetime
    is_away: bool = False
    is_page_open: bool = False
    focus_until: datetime | None = None
    needed_by: datetime | None = None

    def is_late(self, at: datetime | None) -> bool:
        """Whether it would come too late then; None is "never"."""
        return self.needed_by is not None and (at is None or at >= self.needed_by)


@dataclass(frozen=True, slots=True)
class Decision:
    """`push_at` and `mail_at` are None for "not by this way"."""

    in_page: bool
    push_at: datetime | None
    mail_at: datetime | None

    @property
    def is_told(self) -> bool:
        return self.in_page or self.push_at is not None or self.mail_at is not None


def decide(choice: Choice, *, rest: Rest, now: Now) -> Decision:
    """Nobody who is away or rests is disturbed: a device hears at the end of the quiet hours, and not at all of what
    is too late by then. Who is away gets letters with the digest. What would come too late by waiting goes as a letter
    at once: letters wake nobody."""
    until = max(now.at, now.focus_until) if now.focus_until else now.at
    push_at = None if now.is_away or not choice.push else awake(rest, at=until)
    if push_at != now.at and now.is_late(push_at):
        push_at = None
    return Decision(choice.page, push_at, _mail_at(choice.mail, rest=rest, now=now))


def decide_alarm(choice: Choice, *, now: Now) -> Decision:
    """At once, through quiet hours and whether or not a page is open; only who is away is not woken."""
    return Decision(choice.page, now.at if choice.push and not now.is_away else None, now.at)


def _mail_at(mail: str, *, rest: Rest, now: Now) -> datetime | None:
    if mail not in (NOW, DIGEST):
        return None
    if mail == DIGEST or now.is_away:
        found = digest_after(rest, at=now.at)
    else:
        found = awake(rest, at=now.at)
        if found == now.at and now.is_page_open:
            found += WHILE_OPEN
    return now.at if now.is_late(found) and not now.is_away else found


def digest_after(rest: Rest, *, at: datetime) -> datetime | None:
    """When the next digest goes: after `at`, on the hour or at its time of day, and outside of the quiet hours. A time
    that the clocks skip comes as much later as they leap, one that they show twice comes once. None when it is always
    quiet."""
    zone = ZoneInfo(rest.zone)
    if rest.digest == HOURLY:
        local = at.astimezone(zone)
        found = at + timedelta(minutes=60 - local.minute, seconds=-local.second, microseconds=-local.microsecond)
    else:
        found = _next_time_of_day(zone, minute=rest.digest_at, after=at)
    return awake(rest, at=found)


def _next_time_of_day(zone: ZoneInfo, *, minute: int, after: datetime) -> datetime:
    """Within two days even where a zone leapt over one."""
    today = after.astimezone(zone).date()
    moments = (_moment(today + timedelta(days=ahead), minute=minute, zone=zone) for ahead in range(4))
    return next(moment.astimezone(after.tzinfo) for moment in moments if moment > after)


def _moment(on: date, *, minute: int, zone: ZoneInfo) -> datetime:
    """As an instant: two local times are compared by their hands only, whatever the clocks did in between."""
    return datetime.combine(on, time(minute // 60, minute % 60), tzinfo=zone).astimezone(ZoneInfo("UTC"))


def is_quiet(rest: Rest, *, at: datetime) -> bool:
    return awake(rest, at=at) != at


def awake(rest: Rest, *, at: datetime) -> datetime | None:
    """When they may be disturbed: `at` itself unless it is quiet then, else the end of the quiet. None when that never
    ends."""
    quiet = _quiet(rest.zone, rest.quiet_from, rest.quiet_to, rest.quiet_days)
    return closing(quiet, at) if quiet is not None and is_open(quiet, at) else at


@lru_cache(maxsize=256)
def _quiet(zone: str, begins: int | None, ends: int | None, days: Collection[int]) -> OpeningHours | None:
    """Quiet hours are opening hours of the quiet: the same arithmetic, with all that clocks and calendars do."""
    if not days and (begins is None or ends is None or begins == ends):
        return None
    nightly: tuple[Slot, ...] = ()
    if begins is not None and ends is not None and begins != ends:
        start, end = begins * 60, ends * 60
        nightly = (Slot(start, end if end > start else end + DAY),)
    whole = Slot(0, DAY)
    # Of a whole day that a night runs out of, both are told: what overlaps is joined.
    week = tuple((whole, *(one for one in nightly if one.end > DAY)) if n in days else nightly for n in range(DAYS))
    return OpeningHours(zone=zone, week=week)
