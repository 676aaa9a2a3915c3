"""Keep where the time of each solved conversation went, as soon as it is solved; the weeks are counted up after it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from keepword.brands.models import Organisation
from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import SOLVED
from keepword.events.models import Event
from keepword.hours.spans import seconds_between
from keepword.kit.zones import zone_of
from keepword.promises.clocks.calendars import Calendars, seconds
from keepword.promises.clocks.deeds import Story
from keepword.promises.clocks.stories import stories_of
from keepword.promises.clocks.stretches import DONE
from keepword.promises.clocks.terms import facts_at, facts_over_time
from keepword.promises.models import TimeSpent, WeekTouched
from keepword.promises.time_spent.asking import askings_of
from keepword.promises.time_spent.parting import Asking, parts_of


def follow(event: Event) -> None:
    follow_all([event])


def follow_all(events: Sequence[Event]) -> None:
    """Reaction to all that makes a conversation solved, or changes what happened in one that is."""
    keep({event.conversation_id for event in events if event.conversation_id})


@transaction.atomic
def keep(conversation_ids: Iterable[int]) -> int:
    """Make the rows of these conversations what their facts say. Returns how many there are now. A dozen queries."""
    ids = list(conversation_ids)
    old = TimeSpent.objects.filter(conversation_id__in=ids)
    weeks = set(old.values_list("week_on", flat=True))
    solved = _solved(ids)
    new = _rows(solved) if solved else []
    if not weeks and not new:
        return 0
    old.delete()
    TimeSpent.objects.bulk_create(new)
    touched = weeks | {one.week_on for one in new}
    WeekTouched.objects.bulk_create(WeekTouched(week_on=week) for week in sorted(touched))
    return len(new)


def _solved(ids: list[int]) -> dict[int, datetime]:
    """Merged ones count where they went on, spam nowhere."""
    # For the clocks, not for a person: whatever inbox they are in.
    rows = Conversation.objects.filter(id__in=ids, status__in=SOLVED, resolved_at__isnull=False)
    return {number: at for number, at in rows.values_list("id", "resolved_at") if at}


def _rows(solved: dict[int, datetime]) -> list[TimeSpent]:
    zone = zone_of(Organisation.objects.values_list("time_zone", flat=True).first() or "UTC")
    askings, calendars = askings_of(solved), Calendars()
    return [
        row
        for story in stories_of(solved)
        for row in _rows_of(
            story,
            week_on=week_of(solved[story.conversation_id], zone=zone),
            askings=askings.get(story.conversation_id, []),
            calendars=calendars,
        )
    ]


def week_of(at: datetime, *, zone: ZoneInfo) -> date:
    """The Monday of its week there."""
    day = at.astimezone(zone).date()
    return day - timedelta(days=day.weekday())


def _rows_of(story: Story, *, week_on: date, askings: Sequence[Asking], calendars: Calendars) -> list[TimeSpent]:
    calendar, business = _lengths(story, askings=askings, calendars=calendars)
    return [
        TimeSpent(
            conversation_id=story.conversation_id,
            inbox_id=story.inbox_id,
            team_id=story.team_id,
            channel=story.channel,
            part=part,
            week_on=week_on,
            calendar_seconds=length,
            business_seconds=business[part],
        )
        for part, length in calendar.items()
        if length
    ]


def _lengths(story: Story, *, askings: Sequence[Asking], calendars: Calendars) -> tuple[Counter[str], Counter[str]]:
    """Calendar and business seconds of each part."""
    calendar: Counter[str] = Counter()
    business: Counter[str] = Counter()
    over_time = facts_over_time(story)
    for one in parts_of(story, askings=askings):
        if one.turn == DONE or one.ended_at is None:
            continue
        team_id = facts_at(over_time, one.ended_at).team_id
        hours = calendars.of(team_id=team_id, inbox_id=story.inbox_id, ended_at=one.ended_at).hours
        calendar[one.turn] += seconds(one.started_at, one.ended_at)
        business[one.turn] += seconds_between(hours, one.started_at, one.ended_at)
    return calendar, business
