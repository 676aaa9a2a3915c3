"""What was given to somebody was given to the one row of the person (`people/merging/`)."""

from keepword.care.models import Gift
from keepword.events.models import Event
from keepword.people.models import ContactMerge


def follow_merged(event: Event) -> None:
    """Reaction to `contact.merged`, after the conversations."""
    merged = ContactMerge.objects.select_for_update().get(pk=event.data["merge"])
    theirs = Gift.objects.filter(contact=merged.other_id)  # house: moved, whatever inbox they lie in
    ids = list(theirs.order_by("id").values_list("id", flat=True))
    if ids and merged.undone_at is None:
        theirs.update(contact=merged.kept_id)
        merged.moved["gifts"] = [*merged.moved.get("gifts", []), *ids]
        merged.save(update_fields=["moved"])


def follow_unmerged(event: Event) -> None:
    """Reaction to `contact.unmerged`, after the conversations: what was given in those is theirs, too."""
    merged = ContactMerge.objects.get(pk=event.data["merge"])
    held = Gift.objects.filter(contact=merged.kept_id)  # house: as above
    held.filter(id__in=merged.moved.get("gifts", [])).update(contact=merged.other_id)
    held.filter(conversation__contact=merged.other_id).update(contact=merged.other_id)
