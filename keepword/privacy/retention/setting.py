"""Rules are made, changed, switched on and off, and taken away."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet

from keepword.brands.models import Brand
from keepword.conversations.models import Inbox, Tag
from keepword.events import log
from keepword.events.log import Fact
from keepword.kit import clock
from keepword.people.models import Agent
from keepword.privacy.models import OF_INBOXES, RetentionRule
from keepword.privacy.retention.ages import COOLING, LIMITS


class BadRule(ValueError):
    """`why` is "length" (shorter or longer than may be), "scope" (this is not kept by inbox) or "there" (there is such
    a rule already)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def make(
    what: str,
    *,
    after: int,
    by: Agent,
    brand: Brand | None = None,
    inbox: Inbox | None = None,
    kept_tags: Collection[Tag] = (),
) -> RetentionRule:
    """It is off. Raises BadRule."""
    _demand_fit(what, after=after, is_scoped=bool(brand or inbox))
    if RetentionRule.objects.filter(what=what, brand=brand, inbox=inbox).exists():
        raise BadRule("there")
    rule = RetentionRule.objects.create(what=what, after=after, brand=brand, inbox=inbox, by=by)
    rule.kept_tags.set(kept_tags)
    _tell("added", rule, by=by, after=after)
    return rule


@transaction.atomic
def change(rule: RetentionRule, *, after: int, kept_tags: Collection[Tag], by: Agent) -> None:
    """One that is on waits anew before it deletes by its new length. Raises BadRule."""
    rule = _held(rule)
    _demand_fit(rule.what, after=after, is_scoped=False)
    if rule.after == after and set(rule.kept_tags.all()) == set(kept_tags):
        return
    starts_at = clock.now() + COOLING if rule.is_on else None
    rule.kept_tags.set(kept_tags)
    now = {"after": after, "starts_at": starts_at, "by": by}
    RetentionRule.objects.filter(pk=rule.pk).update(**now, reached=None, passed_at=None)
    _tell("changed", rule, by=by, after=after)
    if starts_at:
        _announce(rule, by=by)


@transaction.atomic
def switch_on(rule: RetentionRule, *, by: Agent) -> None:
    """It deletes nothing before the cooling time is over; whoever runs the installation is told now."""
    rule = _held(rule)
    if rule.is_on:
        return
    starts_at = clock.now() + COOLING
    RetentionRule.objects.filter(pk=rule.pk).update(starts_at=starts_at, reached=None, passed_at=None, by=by)
    _announce(rule, by=by)


@transaction.atomic
def switch_off(rule: RetentionRule, *, by: Agent) -> None:
    """At once: also in the middle of a round."""
    if RetentionRule.objects.filter(pk=_held(rule).pk, starts_at__isnull=False).update(starts_at=None, reached=None):
        _tell("switched_off", rule, by=by)


@transaction.atomic
def remove(rule: RetentionRule, *, by: Agent) -> None:
    """The reports of what it deleted stay."""
    _tell("removed", _held(rule), by=by)
    RetentionRule.objects.filter(pk=rule.pk).delete()


def tags_of(rule: RetentionRule) -> QuerySet[Tag]:
    return rule.kept_tags.order_by("name")


def _announce(rule: RetentionRule, *, by: Agent) -> None:
    """Heard by whoever runs the installation, see `notices/hearing.py`."""
    starts_at = (clock.now() + COOLING).isoformat()
    data = {"retention": rule.pk, "after": rule.after, "starts_at": starts_at}
    log.record_all([Fact("retention.switched_on", by.as_actor, data=data)])


def _tell(what: str, rule: RetentionRule, *, by: Agent, **data: int) -> None:
    log.record_all([Fact(f"retention.{what}", by.as_actor, data={"retention": rule.pk, **data})])


def _held(rule: RetentionRule) -> RetentionRule:
    return RetentionRule.objects.select_for_update().get(pk=rule.pk)


def _demand_fit(what: str, *, after: int, is_scoped: bool) -> None:
    least, most = LIMITS[what]
    if not least <= after <= most:
        raise BadRule("length")
    if is_scoped and what not in OF_INBOXES:
        raise BadRule("scope")
