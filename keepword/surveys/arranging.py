"""Whether a brand asks, how long after, and how often the same person."""

from django.db import transaction

from keepword.brands.models import Brand
from keepword.events import log
from keepword.events.actor import Actor
from keepword.events.log import Fact
from keepword.surveys.models import Asking

FIELDS = ("is_on", "pause_hours", "rest_days")


def asking_of(brand: Brand) -> Asking:
    """As it is set, or as it would be: off."""
    return Asking.objects.filter(brand=brand).first() or Asking(brand=brand)


@transaction.atomic
def arrange(brand: Brand, *, is_on: bool, pause_hours: int, rest_days: int, by: Actor) -> None:
    """What was resolved while it was off is not asked about afterwards."""
    row, _made = Asking.objects.select_for_update().get_or_create(brand=brand)
    to = {"is_on": is_on, "pause_hours": pause_hours, "rest_days": rest_days}
    changed = sorted(name for name in FIELDS if getattr(row, name) != to[name])
    if changed:
        Asking.objects.filter(pk=row.pk).update(**to)
        data: dict[str, int] = {"brand": brand.pk, **to}
        log.record_all([Fact("survey.arranged", by, data=data)])
