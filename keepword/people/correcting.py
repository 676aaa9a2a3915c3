"""What we know of a contact is put right by hand."""

from django.db import transaction

from keepword.events import log
from keepword.events.actor import Actor
from keepword.kit.storable import storable
from keepword.people.identifying import NAME_LENGTH
from keepword.people.models import Contact


@transaction.atomic
def correct(contact: Contact, *, name: str, language: str, time_zone: str, by: Actor) -> None:
    """Nothing happens when nothing changes. The fact says what was corrected, never to which words. A time zone that
    is said here is certain; "" lets it be guessed again."""
    new = {"name": storable(name).strip()[:NAME_LENGTH], "language": language, "time_zone": time_zone}
    changed = [field for field, value in new.items() if getattr(contact, field) != value]
    if not changed:
        return
    for field in changed:
        setattr(contact, field, new[field])
    if "time_zone" in changed:
        contact.is_zone_certain = bool(time_zone)
    contact.save(update_fields=[*changed, "is_zone_certain"])
    log.record("contact.corrected", actor=by, contact=contact.pk, fields=changed)
