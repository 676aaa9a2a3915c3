"""The rules at work, by the schedule: a little in each go, so that a large backlog keeps nobody waiting."""

import time

from django.db import transaction
from django.db.models import Q

from keepword.events import log
from keepword.events.log import Fact
from keepword.kit import clock
from keepword.privacy.models import RetentionRule, RetentionRun
from keepword.privacy.retention import binned
from keepword.privacy.retention.ages import ROUND
from keepword.privacy.retention.deleting import AT_ONCE, delete
from keepword.privacy.retention.due import due

GO = 1.0  # seconds of work in one go: the rest of the ten between two belongs to the mail


def run() -> int:
    """Each rule that is on, and whose cooling time is over, from where it stopped; and what somebody deleted by hand.
    Safe twice at once, and after it was interrupted at any place. Returns how many rows it looked at."""
    until = time.monotonic() + GO
    looked = binned.empty_due()
    for rule in _waiting():
        while time.monotonic() < until:
            found = step(rule.pk)
            looked += found
            if not found:
                break
    return looked


def _waiting() -> list[RetentionRule]:
    """Those in the middle of a round first, then who waits longest."""
    now = clock.now()
    rested = Q(passed_at=None) | Q(passed_at__lte=now - ROUND) | Q(reached__isnull=False)
    return list(RetentionRule.objects.filter(rested, starts_at__lte=now).order_by("passed_at", "id"))


@transaction.atomic
def step(number: int) -> int:
    """One small transaction of this rule. Returns how many rows it looked at, 0 at the end of a round: whoever
    switched it off in between has stopped it."""
    rule = RetentionRule.objects.select_for_update().filter(pk=number, starts_at__lte=clock.now()).first()
    if rule is None:
        return 0
    found = due(rule).filter(pk__gt=rule.reached or 0).order_by("pk").values_list("pk", flat=True)
    ids = list(found[: AT_ONCE[rule.what]])
    if ids:
        _count(rule, delete(ids, rule=rule))
    _go_on(rule, ids)
    return len(ids)


def _count(rule: RetentionRule, counts: dict[str, int]) -> None:
    if not any(counts.values()):
        return
    run = RetentionRun.objects.filter(rule=rule, ended_at=None).first() or RetentionRun(
        rule=rule, what=rule.what, after=rule.after, began_at=clock.now()
    )
    run.counts = {name: run.counts.get(name, 0) + n for name, n in counts.items()}
    run.save()


def _go_on(rule: RetentionRule, ids: list[int]) -> None:
    if len(ids) == AT_ONCE[rule.what]:
        RetentionRule.objects.filter(pk=rule.pk).update(reached=ids[-1])
        return
    now = clock.now()
    RetentionRule.objects.filter(pk=rule.pk).update(reached=None, passed_at=now)
    for run in RetentionRun.objects.filter(rule=rule, ended_at=None):
        run.ended_at = now
        run.save(update_fields=["ended_at"])
        log.record_all([Fact("retention.ran", data={"retention": rule.pk, "run": run.pk, **run.counts})])
