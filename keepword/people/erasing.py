"""A person is forgotten: the name, the addresses, the note, all that was known of them."""

from django.db import transaction

from keepword.kit import clock
from keepword.people.models import Contact, ContactNote, Identity


@transaction.atomic
def erase_person(contact: Contact) -> int:
    """What stays is a row without a name, for what hangs on it. Whoever writes from one of the addresses again is a
    stranger. Returns how many addresses were forgotten."""
    forgotten, _ = Identity.objects.filter(contact=contact).delete()
    known = Contact.objects.filter(pk=contact.pk, erased_at=None)
    known.update(name="", language="", time_zone="", is_zone_certain=False, note="", erased_at=clock.now())
    ContactNote.objects.filter(contact=contact).delete()
    return forgotten
