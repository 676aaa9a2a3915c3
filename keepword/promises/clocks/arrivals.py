"""When did people write? Counted by the hour, from the waits that their messages began."""

from datetime import datetime
from typing import Any

from django.db.models import CharField, Count, Func, QuerySet

from keepword.hours.coverage import Arrived
from keepword.promises.models import Wait


def arrived(inbox_ids: list[int], *, since: datetime, until: datetime) -> list[Arrived]:
    """Contacts of these inboxes by hour, language and the zone that they wrote from, oldest hour first. Several
    messages before an answer are one contact; spam is none. One query, however many inboxes."""
    counted = (
        _within(inbox_ids, since=since, until=until)
        .annotate(hour=_Hour("started_at"))
        .values_list("hour", "language", "conversation__contact__time_zone")
        .annotate(contacts=Count("id"))
        .order_by("hour", "language", "conversation__contact__time_zone")
    )
    return [
        Arrived(datetime.fromisoformat(f"{hour}:00+00:00"), language, contacts, zone)
        for hour, language, zone, contacts in counted
    ]


def _within(inbox_ids: list[int], *, since: datetime, until: datetime) -> "QuerySet[Wait]":
    return Wait.objects.counted().filter(inbox_id__in=inbox_ids, started_at__gte=since, started_at__lt=until)


class _Hour(Func):
    """The hour of UTC as text. Django's own TruncHour is a function in Python on SQLite, called for each row: a
    hundred thousand of them took three times as long."""

    template = "STRFTIME('%%%%Y-%%%%m-%%%%d %%%%H', %(expressions)s)"
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        template = "TO_CHAR(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24')"
        return self.as_sql(compiler, connection, template=template)
