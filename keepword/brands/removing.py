"""A brand that no inbox belongs to any more is removed, and may be brought back with all that went with it."""

import json
from itertools import chain

from django.core import serializers
from django.db import router, transaction
from django.db.models import ProtectedError
from django.db.models.deletion import Collector

from keepword.brands.models import Brand
from keepword.events import log
from keepword.events.actor import Actor
from keepword.events.models import Event


class StillUsed(ValueError):
    """Inboxes belong to it, or it is the only one."""


class AddressTaken(ValueError):
    """Another brand has taken its place on the web since then."""


@transaction.atomic
def remove(brand: Brand, *, by: Actor) -> Event:
    """The fact holds every row that goes, so that all of it can come back. Raises StillUsed."""
    if list(Brand.objects.order_by("id").select_for_update().values_list("id", flat=True)) == [brand.pk]:
        raise StillUsed
    number, name = brand.pk, brand.name
    try:
        rows = _rows_of(brand)
        with transaction.atomic():
            brand.delete()
    except ProtectedError as error:
        raise StillUsed from error
    return log.record("brand.removed", actor=by, brand=number, called=name, rows=rows)


def _rows_of(brand: Brand) -> list[object]:
    """What the database deletes with it: its brand first, then what points there. Raises ProtectedError."""
    collector = Collector(using=router.db_for_write(Brand), origin=brand)
    collector.collect([brand])
    deleted = chain(chain.from_iterable(collector.data.values()), chain.from_iterable(collector.fast_deletes))
    rows: list[object] = json.loads(serializers.serialize("json", deleted))
    return sorted(rows, key=lambda row: row["model"] != "brands.brand")  # type: ignore[index]


@transaction.atomic
def bring_back(fact: Event, *, by: Actor) -> None:
    """The brand of a fact "brand.removed", under its old number. Raises AddressTaken."""
    rows = fact.data["rows"]
    if Brand.objects.filter(slug=rows[0]["fields"]["slug"]).exists():
        raise AddressTaken
    for row in serializers.deserialize("json", json.dumps(rows)):
        row.save()
    log.record("brand.added", actor=by, brand=fact.data["brand"])
