"""What we know of a contact is put right by hand."""

from django.db import transaction

from keepword.events import log
from keepword.events.actor import Actor
from keepword.people.identifying import NAME_LENGTH
from keepword.people.models import Contact


@transaction.atomic
def correct(contact: Contact, *, name: str, language: str, by: Actor) -> None:
    """Nothing happens when nothing changes. The fact says what was corrected, never to which words."""
    new = {"name": name.strip()[:NAME_LENGTH], "language": language}
    changed = [field for field, value in new.items() if getattr(contact, field) != value]
    if not changed:
        return
    for field in changed:
        setattr(contact, field, new[field])
    contact.save(update_fields=changed)
    log.record("contact.corrected", actor=by, contact=contact.pk, fields=changed)
