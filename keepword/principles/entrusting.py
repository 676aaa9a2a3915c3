"""Somebody looks after it, and is reminded on the day."""

from datetime import date

from django.db import transaction

from keepword.events import log
from keepword.kit import clock
from keepword.people.models import Agent
from keepword.principles.models import Care


def care() -> Care:
    """As it is, or as it would be: nobody's."""
    return Care.objects.select_related("owner").filter(pk=1).first() or Care(pk=1)


@transaction.atomic
def entrust(*, to: Agent | None, review_on: date | None, by: Agent) -> None:
    """They are reminded once, on that day or when it is in the past already."""
    row, _made = Care.objects.select_for_update().get_or_create(pk=1)
    if (row.owner_id, row.review_on) == (to.pk if to else None, review_on):
        return
    Care.objects.filter(pk=1).update(owner=to, review_on=review_on, told_on=None)
    log.record("principle.entrusted", actor=by.as_actor, to=to.pk if to else None)


def remind() -> int:
    """Run by the schedule. Twice at once tells once. Returns how many were told: one or none."""
    today = clock.now().date()
    with transaction.atomic():
        due = (
            Care.objects.select_for_update().filter(owner__is_active=True, review_on__lte=today, told_on=None).first()
        )
        if due is None:
            return 0
        Care.objects.filter(pk=1).update(told_on=today)
        log.record_all([log.Fact("principle.review_due", data={"to": due.owner_id, "on": str(due.review_on)})])
    return 1
