"""They were two people after all: a merge is undone, exactly, also after new words came."""

from datetime import datetime
from typing import Any

from django.db import transaction

from keepword.events import log
from keepword.kit import clock
from keepword.kit.inserting import insert_unless_there
from keepword.people.merging.merging import complete, lock_both
from keepword.people.merging.notes import parted
from keepword.people.models import Agent, Contact, ContactMerge, ContactNote, Identity


class CannotUnmergeContacts(ValueError):
    """The kept one was merged itself since: that merge is undone first. Or it was erased."""


@transaction.atomic
def unmerge(merged: ContactMerge, *, by: Agent) -> bool:
    """Each gets back what was its own, and the other one what came from its addresses since. What somebody changed
    since in the kept one stays as they left it. False when it was undone already. Raises CannotUnmergeContacts."""
    kept, other = Contact(pk=merged.kept_id), Contact(pk=merged.other_id)
    lock_both(kept, other)
    if not ContactMerge.objects.standing().filter(pk=merged.pk).update(undone_at=clock.now()):
        return False
    if kept.merged_into_id or kept.erased_at:
        raise CannotUnmergeContacts
    merged.refresh_from_db()
    Identity.objects.filter(id__in=merged.moved["identities"], contact=kept).update(contact=other)
    insert_unless_there(
        [
            Identity(contact_id=whose, kind=kind, value=value, within=within)
            for whose, kind, value, within in merged.moved.get("addressed", [])
        ]
    )
    Contact.objects.filter(id__in=merged.moved["merged"], merged_into=kept).update(merged_into=other)
    Contact.objects.filter(pk=other.pk).update(merged_into=None)
    _part_notes(merged, kept=kept)
    _give_back(merged, kept=kept)
    log.record("contact.unmerged", actor=by.as_actor, contact=kept.pk, other=other.pk, merge=merged.pk)
    return True


def _part_notes(merged: ContactMerge, *, kept: Contact) -> None:
    """Also in the versions since: they are about somebody else now, and are erased with nobody's but their own."""
    ids = merged.moved.get("notes", [])
    for version in ContactNote.objects.filter(contact=kept, id__gt=min(ids, default=0)) if ids else []:
        version.text = parted(version.text, merged.note)
        version.save(update_fields=["text"])
    ContactNote.objects.filter(id__in=ids, contact=kept).delete()
    kept.note = parted(kept.note, merged.note)
    kept.save(update_fields=["note"])


def _give_back(merged: ContactMerge, *, kept: Contact) -> None:
    """What the kept one had taken over, where nobody changed it since; then what its other ones still tell of it."""
    was = {name: before for name, (before, since) in merged.filled.items() if _plain(kept, name) == since}
    if "time_zone" not in was:
        was.pop("is_zone_certain", None)  # the one belongs to the other
    if "created_at" in merged.filled:
        was["created_at"] = _own_beginning(kept)
    merged.filled = {name: merged.filled[name] for name in merged.filled if name == "created_at"}
    merged.note = ""
    merged.save(update_fields=["filled", "note"])  # their words are theirs again
    if not was:
        return
    for name, value in was.items():
        setattr(kept, name, value)
    kept.save(update_fields=list(was))
    for one in ContactMerge.objects.standing().filter(kept=kept).select_related("other").order_by("id"):
        complete(kept, merged=one, other=one.other)


def _own_beginning(kept: Contact) -> datetime:
    """When the kept one itself first wrote: every merge only ever set an earlier time."""
    every = ContactMerge.objects.filter(kept=kept).values_list("filled", flat=True)
    return max(datetime.fromisoformat(filled["created_at"][0]) for filled in every if "created_at" in filled)


def _plain(contact: Contact, name: str) -> Any:
    value = getattr(contact, name)
    return value.isoformat() if isinstance(value, datetime) else value
