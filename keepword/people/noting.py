"""What works for this customer: one note on the person, that whoever answers next reads first."""

from django.db import transaction

from keepword.events import log
from keepword.kit import clock
from keepword.kit.storable import storable
from keepword.people.models import Agent, Contact, ContactNote

LONGEST = 4000


class NotedMeanwhile(Exception):
    """Somebody changed the note since it was read: what was written now was not saved over it."""


@transaction.atomic
def note(contact: Contact, *, text: str, by: Agent, after: int | None = None) -> None:
    """The note reads so from now on; what it was before is kept with who wrote it. `after` is the version that `by`
    has read (0 for none), None for whatever it is now. Nothing happens when nothing changes.

    Raises NotedMeanwhile. The fact says that it was changed, never to which words.
    """
    locked = Contact.objects.select_for_update().get(pk=contact.pk)
    new = storable(text).replace("\r\n", "\n").strip()[:LONGEST]
    contact.note = locked.note
    if new == locked.note or locked.erased_at is not None:
        return
    if after is not None and after != newest_version(locked):
        raise NotedMeanwhile
    ContactNote.objects.create(contact=locked, text=new, by=by, at=clock.now())
    Contact.objects.filter(pk=locked.pk).update(note=new)
    contact.note = new
    log.record("contact.noted", actor=by.as_actor, contact=contact.pk)


def newest_version(contact: Contact) -> int:
    """0 while nothing was ever noted."""
    return contact.notes.order_by("-id").values_list("id", flat=True).first() or 0
