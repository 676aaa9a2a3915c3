"""A person is forgotten: the name, the addresses, the note, all that was known of them."""

from django.db import transaction
from django.db.models import Q

from keepword.kit import clock
from keepword.people.identifying import digest_of
from keepword.people.models import Contact, ContactMerge, ContactNote, Identity, ListLine


@transaction.atomic
def erase_person(contact: Contact) -> int:
    """What stays is a row without a name, for what hangs on it. Whoever writes from one of the addresses again is a
    stranger. Returns how many addresses were forgotten."""
    addresses = Identity.objects.filter(contact=contact).values_list("value", flat=True)
    ListLine.objects.filter(key__in=[digest_of(one) for one in addresses]).delete()  # of files that are still kept
    forgotten, _ = Identity.objects.filter(contact=contact).delete()
    known = Contact.objects.filter(pk=contact.pk, erased_at=None)
    known.update(
        name="",
        language="",
        time_zone="",
        is_zone_certain=False,
        note="",
        company=None,
        erased_at=clock.now(),
        no_offers_since=None,
    )
    ContactNote.objects.filter(contact=contact).delete()
    ContactMerge.objects.filter(
        Q(kept=contact) | Q(other=contact)
    ).delete()  # it held what was taken over: words of theirs
    return forgotten


def rows_of(contact: Contact) -> list[Contact]:
    """The row that goes on, and those that were merged into it: whatever was kept about the person under any of
    them."""
    row = Contact.objects.select_related("merged_into").get(pk=contact.pk)
    kept = row.merged_into or row
    return [kept, *Contact.objects.filter(merged_into=kept).order_by("id")]
