"""Everybody is looked at for a segment: when it is new or changed, and once a day for what no fact tells of. A few
thousand contacts in a transaction, so that nobody waits for it."""

import time
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Max, Q

from keepword.kit import clock
from keepword.people.models import Contact, Segment, SegmentMember
from keepword.segments.keeping import look_between, unmark

STEP = 5_000  # contacts
AT_ONCE = 2.0  # seconds of one run
AGAIN = timedelta(days=1)


def walk() -> int:
    """Run by the schedule; twice at once without harm. Returns how many steps were taken."""
    _begin_due()
    until = time.monotonic() + AT_ONCE
    steps = 0
    for number in Segment.objects.filter(walked_to__isnull=False).order_by("walked_at", "id").values_list("id"):
        while time.monotonic() < until and step(number[0]):
            steps += 1
    for number in Segment.objects.filter(retired_at__isnull=False, size__gt=0).values_list("id"):
        while time.monotonic() < until and empty(number[0]):
            steps += 1
    return steps


def walk_to_the_end(segment: Segment) -> None:
    """All at once, for a database that was filled at once."""
    Segment.objects.filter(pk=segment.pk).update(walked_to=0)
    while step(segment.pk):
        pass


def _begin_due() -> None:
    old = Q(walked_at__lt=clock.now() - AGAIN) | Q(walked_at=None)
    Segment.objects.in_use().filter(old, walked_to=None).update(walked_to=0)


@transaction.atomic
def step(number: int) -> bool:
    """The next few thousand. False at the end."""
    segment = Segment.objects.in_use().filter(pk=number, walked_to__isnull=False).select_for_update().first()
    if segment is None or segment.walked_to is None:
        return False
    first = segment.walked_to + 1
    few = Contact.objects.filter(pk__gte=first).order_by("id")[:STEP]
    last = few.aggregate(last=Max("id"))["last"]
    if last is None:
        size = SegmentMember.objects.filter(segment=segment).count()
        Segment.objects.filter(pk=number).update(walked_to=None, walked_at=clock.now(), size=size)
        return False
    look_between(segment, first=first, last=last)
    # Changed meanwhile by whoever holds the row after us: then it begins anew.
    Segment.objects.filter(pk=number, walked_to=first - 1).update(walked_to=last)
    return True


@transaction.atomic
def empty(number: int) -> bool:
    """Of one that was put away, the next few thousand. False when nobody is left."""
    segment = Segment.objects.filter(pk=number, retired_at__isnull=False).select_for_update().first()
    if segment is None:
        return False
    members = SegmentMember.objects.filter(segment=segment).order_by("id")
    rows = dict(members.values_list("id", "contact_id")[:STEP])
    if rows:
        members.filter(id__range=(min(rows), max(rows))).delete()
        unmark(list(rows.values()))
    left = F("size") - len(rows) if rows and segment.size > len(rows) else 0
    Segment.objects.filter(pk=number).update(size=left)
    return bool(rows)
