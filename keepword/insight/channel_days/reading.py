"""So many days until now, added up by channel: the days that are kept, and what has happened since then."""

from collections import defaultdict
from collections.abc import Collection
from datetime import UTC, date, timedelta

from keepword.insight.channel_days.counting import count
from keepword.insight.channel_days.tallying import Tally, unpacked
from keepword.insight.models import ChannelDay, start_of
from keepword.kit import clock


def by_channel(inbox_ids: Collection[int] | None, *, days: int) -> dict[str, Tally]:
    """Of these inboxes, None for all. A query for what is kept, six for the minutes since.

    Only what happens now is read as it happens: an answer to words that were counted already is seen when their day is
    counted again, in five minutes for today."""
    now = clock.now()
    today = now.astimezone(UTC).date()
    first = today - timedelta(days=days - 1)
    kept = _kept(first, last=today)
    since = kept[-1].end if kept else start_of(first)
    found: dict[str, Tally] = defaultdict(Tally)
    for tallies in [*(unpacked(day.groups) for day in kept), count(since=since, until=now)]:
        for (inbox, channel), tally in tallies.items():
            if inbox_ids is None or inbox in inbox_ids:
                found[channel].add(tally)
    return dict(found)


def _kept(first: date, *, last: date) -> list[ChannelDay]:
    """From the first day on, up to the first that nobody counted, or not to its end."""
    found: list[ChannelDay] = []
    for day in ChannelDay.objects.filter(day_on__gte=first, day_on__lte=last).order_by("day_on"):
        if day.day_on != first + timedelta(days=len(found)):
            break
        found.append(day)
        if not day.is_whole:
            break
    return found
