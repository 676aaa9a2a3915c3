"""Two contacts become one person. What hangs on them in upper rooms follows by the fact (`wiring/reactions.py`)."""

from typing import Any

from django.db import transaction

from keepword.events import log
from keepword.events.actor import SYSTEM
from keepword.kit import clock
from keepword.people.merging.notes import joined
from keepword.people.models import Agent, Contact, ContactMerge, ContactNote, Identity, NotSame

COMPLETED = ("name", "language", "time_zone", "company_id", "no_offers_since")


class CannotMergeContacts(ValueError):
    """`why` is "itself", "merged" (one of them went on elsewhere already) or "erased"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def merge(other: Contact, *, into: Contact, by: Agent | None) -> ContactMerge:
    """`other` goes on in `into`: addresses, conversations, notes, promises. What `into` does not know is taken over,
    what it knows stays. Whoever calls has asked that `by` may know both; None where they answered an inbox that knew
    only their address. Both are brought up to date. Raises CannotMergeContacts."""
    lock_both(other, into)
    _demand_fit(other, into=into)
    now = clock.now()
    text, added = joined(into.note, other.note)
    made = ContactMerge.objects.create(
        kept=into, other=other, at=now, by=by, note=added, moved=_move(other, into=into)
    )
    complete(into, merged=made, other=other)
    if added:
        made.moved["notes"] = [ContactNote.objects.create(contact=into, text=text, by=by, at=now).pk]
        made.save(update_fields=["moved"])
        Contact.objects.filter(pk=into.pk).update(note=text)
        into.note = text
    Contact.objects.filter(pk=other.pk).update(merged_into=into)
    other.merged_into = into
    NotSame.objects.filter(one_id=min(into.pk, other.pk), other_id=max(into.pk, other.pk)).delete()
    actor = by.as_actor if by else SYSTEM
    log.record("contact.merged", actor=actor, contact=into.pk, other=other.pk, merge=made.pk)
    return made


def lock_both(*contacts: Contact) -> None:
    """As they are now, held until the transaction ends; taken in one order, so that two never wait for each other."""
    wanted = Contact.objects.filter(pk__in=[one.pk for one in contacts]).order_by("id")
    fresh = {one.pk: one for one in wanted.select_for_update()}
    for contact in contacts:
        for field in Contact._meta.concrete_fields:
            setattr(contact, field.attname, getattr(fresh[contact.pk], field.attname))


def _demand_fit(other: Contact, *, into: Contact) -> None:
    if other.pk == into.pk:
        raise CannotMergeContacts("itself")
    if other.merged_into_id or into.merged_into_id:
        raise CannotMergeContacts("merged")
    if other.erased_at or into.erased_at:
        raise CannotMergeContacts("erased")


def _move(other: Contact, *, into: Contact) -> dict[str, list[Any]]:
    """Addresses, and those who went on in the other one before."""
    identities = Identity.objects.filter(contact=other)
    before = Contact.objects.filter(merged_into=other)
    moved: dict[str, list[Any]] = {
        "identities": list(identities.order_by("id").values_list("id", flat=True)),
        "merged": list(before.order_by("id").values_list("id", flat=True)),
    }
    moved["addressed"] = _leave_out_known(other, into)
    identities.update(contact=into)
    before.update(merged_into=into)
    return moved


def _leave_out_known(*both: Contact) -> list[list[Any]]:
    """An address that one of them has as their own is not told again as one that an inbox wrote to. Gives what was
    taken out: the contact, and what the row said."""
    theirs = Identity.objects.filter(contact__in=both)
    own = set(theirs.filter(within=0).values_list("kind", "value"))
    beside = [one for one in theirs.exclude(within=0).order_by("id") if (one.kind, one.value) in own]
    Identity.objects.filter(pk__in=[one.pk for one in beside]).delete()
    return [[one.contact_id, one.kind, one.value, one.within] for one in beside]


def complete(kept: Contact, *, merged: ContactMerge, other: Contact) -> None:
    """What the kept one does not know it learns from the other, and since when they write."""
    new: dict[str, Any] = {
        name: getattr(other, name) for name in COMPLETED if getattr(other, name) and not getattr(kept, name)
    }
    if "time_zone" in new:
        new["is_zone_certain"] = other.is_zone_certain
    if other.created_at < kept.created_at:
        new["created_at"] = other.created_at
    if not new:
        return
    filled = {name: [_plain(getattr(kept, name)), _plain(value)] for name, value in new.items()}
    for name, value in new.items():
        setattr(kept, name, value)
    kept.save(update_fields=list(new))
    merged.filled = merged.filled | filled
    merged.save(update_fields=["filled"])


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
