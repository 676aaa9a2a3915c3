"""What somebody bought follows the person: contacts that became one, and two again (`people/merging/`)."""

from typing import Any

from keepword.commerce.counting import count
from keepword.commerce.models import Membership, Order
from keepword.events.models import Event
from keepword.people.models import ContactMerge, Identity

KEPT: dict[str, Any] = {"orders": Order, "memberships": Membership}


def follow_merged(event: Event) -> None:
    """Reaction to `contact.merged`, in its transaction."""
    merged = ContactMerge.objects.select_for_update().get(pk=event.data["merge"])
    if merged.undone_at is not None:
        return
    for name, model in KEPT.items():
        theirs = model.objects.filter(contact=merged.other_id)
        ids = list(theirs.order_by("id").values_list("id", flat=True))
        if ids:
            theirs.update(contact=merged.kept_id)
            merged.moved[name] = [*merged.moved.get(name, []), *ids]
    merged.save(update_fields=["moved"])
    count(merged.other_id, merged.kept_id)


def follow_unmerged(event: Event) -> None:
    """Reaction to `contact.unmerged`: what was theirs, and what came to their addresses since."""
    merged = ContactMerge.objects.get(pk=event.data["merge"])
    known = Identity.objects.filter(contact=merged.other_id, kind="email")
    addresses = list(known.values_list("value", flat=True))
    for name, model in KEPT.items():
        held = model.objects.filter(contact=merged.kept_id)
        held.filter(id__in=merged.moved.get(name, [])).update(contact=merged.other_id)
        held.filter(address__in=addresses).update(contact=merged.other_id)
    count(merged.other_id, merged.kept_id)
