"""Count each day, today again and again, so that no page has to. What changes later in an old one (merged, opened
again, spam) is seen at the next look."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from keepword.insight.channel_days.counting import count
from keepword.insight.channel_days.tallying import packed
from keepword.insight.models import DAY, ChannelDay, start_of
from keepword.kit import clock

KEPT = 13 * 7  # days until today: a week more than any report shows
YOUNG = 7  # days; much still changes in them
LOOK_AGAIN, LOOK_AGAIN_AT_YOUNG = timedelta(days=1), timedelta(hours=1)
AT_ONCE = 20  # days in one run, so that no worker is busy with it for long


def keep_days() -> int:
    """Run by the schedule, twice at once without harm: both write what is true. Returns how many were counted."""
    now = clock.now()
    days = list(_due(now))[:AT_ONCE]
    for day in days:
        _keep(day, now=now)
    return len(days)


def keep_all_days() -> None:
    """All that a report may show, for a database that was filled at once."""
    now = clock.now()
    for day in list(_due(now)):
        _keep(day, now=now)


def _due(now: datetime) -> Iterator[date]:
    """Those that were never counted to their end, the oldest first, so that what is kept has no hole: today is one of
    them. Then those to look at again."""
    today = now.astimezone(UTC).date()
    days = [today - timedelta(days=number) for number in reversed(range(KEPT))]
    counted = dict(ChannelDay.objects.filter(day_on__gte=days[0]).values_list("day_on", "counted_at"))
    whole = {day for day in days if day in counted and counted[day] >= start_of(day) + DAY}
    yield from (day for day in days if day not in whole)
    for day in reversed(days):
        pause = LOOK_AGAIN_AT_YOUNG if (today - day).days <= YOUNG else LOOK_AGAIN
        if day in whole and counted[day] < now - pause:
            yield day


def _keep(day: date, *, now: datetime) -> None:
    """As far as it has gone: `counted_at` says how far."""
    begin = start_of(day)
    groups = packed(count(since=begin, until=min(begin + DAY, now)))
    ChannelDay.objects.update_or_create(day_on=day, defaults={"groups": groups, "counted_at": now})
