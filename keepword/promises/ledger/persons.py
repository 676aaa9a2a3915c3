"""What was promised to somebody is promised to the one row of the person (`people/merging/`), and to whoever is said
to be the customer (`conversations/whose/`)."""

from keepword.events.models import Event
from keepword.kit.among import Among, listed
from keepword.people.models import ContactMerge
from keepword.promises.models import Promise


def follow_merged(event: Event) -> None:
    """Reaction to `contact.merged`, after the conversations."""
    merged = ContactMerge.objects.select_for_update().get(pk=event.data["merge"])
    theirs = Promise.objects.filter(contact=merged.other_id)
    ids = list(theirs.order_by("id").values_list("id", flat=True))
    if ids and merged.undone_at is None:
        theirs.update(contact=merged.kept_id)
        merged.moved["promises"] = [*merged.moved.get("promises", []), *ids]
        merged.save(update_fields=["moved"])


def follow_unmerged(event: Event) -> None:
    """Reaction to `contact.unmerged`, after the conversations: what was promised in those is theirs, too."""
    merged = ContactMerge.objects.get(pk=event.data["merge"])
    held = Promise.objects.filter(contact=merged.kept_id)
    held.filter(Among("id", listed(merged.moved.get("promises", [])))).update(contact=merged.other_id)
    held.filter(conversation__contact=merged.other_id).update(contact=merged.other_id)


def follow_customer(event: Event) -> None:
    """Reaction to `conversation.contact_changed`."""
    here = Promise.objects.filter(conversation_id=event.conversation_id or 0, contact=event.data["was"])
    here.update(contact=event.data["contact"])
