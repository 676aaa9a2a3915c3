"""Something adds to a counter, once, or does so no more."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import F, Sum

from keepword.brands.models import Counted, Counter
from keepword.events import log
from keepword.events.actor import Actor
from keepword.kit import clock
from keepword.kit.storable import storable

MOST = 10**12  # at once
LONGEST = 110  # characters of a source


class TooMuch(ValueError):
    """Nothing, or more than anybody does at once; or a source that is empty or too long."""


@transaction.atomic
def settle(counter: Counter, *, source: str, amount: int) -> int:
    """From now on this source adds `amount`, 0 when it was taken back. The same again changes nothing. Returns by how
    much the total changed."""
    held = Counter.objects.select_for_update().filter(pk=counter.pk).first()
    if held is None:
        return 0
    was = Counted.objects.filter(counter=held, source=source).first()
    change = amount - (was.amount if was else 0)
    if change == 0:
        return 0
    if was:
        Counted.objects.filter(pk=was.pk).update(amount=amount)
    else:
        Counted.objects.create(counter=held, source=source, amount=amount, on=clock.now().date())
    Counter.objects.filter(pk=held.pk).update(total=F("total") + change)
    return change


@transaction.atomic
def add(counter: Counter, *, amount: int, source: str, by: Actor) -> bool:
    """By hand or by program: once for each `source`, and False when it was counted before. A negative amount takes
    away. Raises TooMuch."""
    source = storable(source).strip()
    if not amount or abs(amount) > MOST or not source or len(source) > LONGEST:
        raise TooMuch
    Counter.objects.select_for_update().filter(pk=counter.pk).first()
    if Counted.objects.filter(counter=counter, source=source).exists():
        return False
    settle(counter, source=source, amount=amount)
    counter.refresh_from_db()
    log.record("counter.added", actor=by, brand=counter.brand_id, counter=counter.pk, amount=amount)
    return True


def by_day(counter: Counter, *, days: int) -> Sequence[tuple[date, int]]:
    """The newest days on which something counted, newest first."""
    rows = Counted.objects.filter(counter=counter).order_by().values("on").annotate(whole=Sum("amount"))
    return [(on, whole) for on, whole in rows.order_by("-on").values_list("on", "whole")[:days]]
