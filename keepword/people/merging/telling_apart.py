"""Two who look like one person are two: that is remembered, and nobody is asked again."""

from django.db import transaction

from keepword.events import log
from keepword.kit import clock
from keepword.people.models import Agent, Contact, NotSame


@transaction.atomic
def tell_apart(one: Contact, *, other: Contact, by: Agent) -> bool:
    """False when somebody said so before, or when both are the same row."""
    if one.pk == other.pk:
        return False
    low, high = sorted([one.pk, other.pk])
    _row, is_new = NotSame.objects.get_or_create(one_id=low, other_id=high, defaults={"by": by, "at": clock.now()})
    if is_new:
        log.record("contact.told_apart", actor=by.as_actor, contact=one.pk, other=other.pk)
    return is_new


@transaction.atomic
def take_back(one: Contact, *, other: Contact, by: Agent) -> bool:
    """They may be one after all. False when nobody had told them apart."""
    low, high = sorted([one.pk, other.pk])
    taken, _ = NotSame.objects.filter(one_id=low, other_id=high).delete()
    if taken:
        log.record("contact.may_be_same", actor=by.as_actor, contact=one.pk, other=other.pk)
    return bool(taken)


def told_apart_from(contact: Contact) -> set[int]:
    """The ids of those who are somebody else."""
    lower = NotSame.objects.filter(other=contact).values_list("one_id", flat=True)
    higher = NotSame.objects.filter(one=contact).values_list("other_id", flat=True)
    return set(lower.union(higher))
