"""When did people write? Counted by the hour, from the waits that their messages began."""

from datetime import UTC, datetime

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncHour

from keepword.hours.coverage import Arrived
from keepword.promises.models import Wait


def arrived(inbox_ids: list[int], *, since: datetime, until: datetime) -> list[Arrived]:
    """Contacts of these inboxes by hour, language and the zone that they wrote from, oldest hour first. Several
    messages before an answer are one contact; spam is none. One query, however many inboxes."""
    counted = (
        _within(inbox_ids, since=since, until=until)
        .annotate(hour=TruncHour("started_at", tzinfo=UTC))
        .values_list("hour", "language", "conversation__contact__time_zone")
        .annotate(contacts=Count("id"))
        .order_by("hour", "language", "conversation__contact__time_zone")
    )
    return [Arrived(hour, language, contacts, zone) for hour, language, zone, contacts in counted]


def _within(inbox_ids: list[int], *, since: datetime, until: datetime) -> "QuerySet[Wait]":
    return Wait.objects.counted().filter(inbox_id__in=inbox_ids, started_at__gte=since, started_at__lt=until)
