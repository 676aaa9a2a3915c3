"""Contacts that became one person, two again, or nobody: what was said of them by hand follows, and who is in what."""

from typing import Any

from django.db.models import Q

from keepword.events.models import Event
from keepword.people.models import Contact, ContactMerge, SegmentChoice, SegmentMember
from keepword.segments.following import follow_contact

MOVED = "segment_choices"


def follow_merged(event: Event) -> None:
    """Reaction to `contact.merged`: what was said of the kept one stays; what only was said of the other is taken
    over. A copy: the other keeps its own for an undo."""
    merged = ContactMerge.objects.select_for_update().get(pk=event.data["merge"])
    known = SegmentChoice.objects.filter(contact=merged.kept_id).values("segment")
    copied = [
        SegmentChoice.objects.create(
            segment_id=one.segment_id, contact_id=merged.kept_id, is_in=one.is_in, by_id=one.by_id, at=one.at
        ).pk
        for one in SegmentChoice.objects.filter(contact=merged.other_id).exclude(segment__in=known).order_by("id")
    ]
    if copied:
        merged.moved |= {MOVED: copied}
        merged.save(update_fields=["moved"])
    follow_contact(event)


def follow_unmerged(event: Event) -> None:
    """Reaction to `contact.unmerged`."""
    merged = ContactMerge.objects.get(pk=event.data["merge"])
    SegmentChoice.objects.filter(pk__in=merged.moved.get(MOVED, []), contact=merged.kept_id).delete()
    follow_contact(event)


def erase_from_segments(contact: Contact) -> int:
    """They are in no segment, and nobody says so. Returns in how many they were."""
    SegmentChoice.objects.filter(contact=contact).delete()
    gone, _ = SegmentMember.objects.filter(contact=contact).delete()
    Contact.objects.filter(pk=contact.pk).update(in_segments=False)
    return gone


def known_of(contact: Contact) -> list[dict[str, Any]]:
    """For their file: the segments that they are in, and what was said by hand."""
    members = SegmentMember.objects.filter(contact=contact).select_related("segment").order_by("segment__name")
    choices = dict(SegmentChoice.objects.filter(Q(contact=contact)).values_list("segment_id", "is_in"))
    return [{"name": one.segment.name, "since": one.since_at, "by_hand": one.segment_id in choices} for one in members]
