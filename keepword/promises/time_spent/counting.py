"""The weeks whose rows changed are counted anew, so that a report reads a dozen rows however many people wrote."""

from datetime import date

from django.db import transaction

from keepword.kit import clock
from keepword.promises.models import TimeSpent, WeekSpent, WeekTouched
from keepword.promises.time_spent.summing import count, packed

AT_ONCE = 5_000  # marks


def count_touched() -> int:
    """Run by the schedule, twice at once without harm. Returns how many weeks there were."""
    marks = list(WeekTouched.objects.order_by("id").values_list("id", "week_on")[:AT_ONCE])
    for week_on in sorted({week for _, week in marks}):
        _count(week_on, marks=[number for number, week in marks if week == week_on])
    return len({week for _, week in marks})


@transaction.atomic
def _count(week_on: date, *, marks: list[int]) -> None:
    """Whoever counts the same week waits, and counts after it: nobody overwrites with what is older. The marks were
    read before the rows, so what is written meanwhile stays marked."""
    WeekSpent.objects.get_or_create(week_on=week_on)
    week = WeekSpent.objects.select_for_update().get(week_on=week_on)
    rows = TimeSpent.objects.filter(week_on=week_on)  # for the count of all; who reads it sees their inboxes only
    told = rows.values_list("inbox_id", "team_id", "channel", "part", "calendar_seconds", "business_seconds")
    week.groups, week.counted_at = packed(count(told.iterator(chunk_size=5_000))), clock.now()
    week.save(update_fields=["groups", "counted_at"])
    WeekTouched.objects.filter(id__in=marks).delete()
