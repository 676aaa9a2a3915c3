"""What was said follows the person: contacts that became one, and two again (`people/merging/`)."""

from typing import Any

from django.db.models import F, Q, QuerySet

from keepword.conversations.changing import lock_all
from keepword.conversations.models import Conversation, FieldValue, Message, Participant, Redirect
from keepword.conversations.models.message import INBOUND
from keepword.events.models import Event
from keepword.kit.among import Among, listed
from keepword.people.models import ContactMerge, Identity

Moved = dict[str, list[int]]


def follow_merged(event: Event) -> None:
    """Reaction to `contact.merged`, twice: in its transaction, and once more after it, because a mail that was being
    taken in at that moment may have known the sender by the old row."""
    merged = ContactMerge.objects.select_for_update().get(pk=event.data["merge"])
    if merged.undone_at is not None:
        return
    moved = _move_all(merged.other_id, to=merged.kept_id)
    moved["values"] = _copy_values(merged.other_id, to=merged.kept_id)
    merged.moved |= {name: [*merged.moved.get(name, []), *ids] for name, ids in moved.items()}
    merged.save(update_fields=["moved"])


def _move_all(other: int, *, to: int) -> Moved:
    """A forged message, whose sender nobody let take part, stays with the row that it named."""
    # Whoever merges was asked; a person is one in every inbox.
    own = list(Conversation.objects.filter(contact=other).order_by("id").values_list("id", flat=True))
    parts = list(Participant.objects.filter(contact=other).order_by("id").values_list("id", "conversation_id"))
    places = sorted({*own, *(conversation for _, conversation in parts)})
    lock_all(places)
    messages = Message.objects.filter(Among("conversation_id", listed(places)), contact=other)
    moved = {
        "conversations": own,
        "participants": [number for number, _ in parts],
        "messages": list(messages.order_by("id").values_list("id", flat=True)),
        "redirects": _move_redirect(other, to=to),
    }
    _give(moved, to=to)
    return moved


def _move_redirect(other: int, *, to: int) -> list[int]:
    """One a person: whom the kept row was told something already is not told it again."""
    if Redirect.objects.filter(contact=to).exists():
        return []
    theirs = Redirect.objects.filter(contact=other)
    ids = list(theirs.values_list("id", flat=True))
    theirs.update(contact=to)
    return ids


def _copy_values(other: int, *, to: int) -> list[int]:
    """Of own fields of which the kept one knows nothing. Copies: the other one keeps what it knew, for an undo."""
    known = list(FieldValue.objects.filter(contact=to).values_list("field", flat=True))
    return [
        FieldValue.objects.create(
            field_id=one.field_id, contact_id=to, text=one.text, key=one.key, number=one.number, day=one.day
        ).pk
        for one in FieldValue.objects.filter(contact=other).exclude(field__in=known).order_by("id")
    ]


def _give(moved: Moved, *, to: int) -> None:
    """Of somebody who wrote for years these are tens of thousands: their ids travel as one parameter each."""
    Message.objects.filter(Among("id", listed(moved["messages"]))).update(contact=to)
    Participant.objects.filter(Among("id", listed(moved["participants"]))).update(contact=to)
    # house: ids that are moved, whatever inbox they lie in
    theirs = Conversation.objects.filter(Among("id", listed(moved["conversations"])))
    theirs.update(contact=to, version=F("version") + 1)


def follow_unmerged(event: Event) -> None:
    """Reaction to `contact.unmerged`: what was theirs, and what came from their addresses since."""
    merged = ContactMerge.objects.get(pk=event.data["merge"])
    moved, kept = merged.moved, merged.kept_id
    known = Identity.objects.filter(contact=merged.other_id, kind="email")
    addresses = list(known.values_list("value", flat=True))
    places = _places(kept, moved=moved)
    lock_all(places)
    messages = Message.objects.filter(Among("conversation_id", listed(places)), contact=kept)
    parts = Participant.objects.filter(contact=kept)
    back = {
        "conversations": _conversations(kept, moved=moved, addresses=addresses),
        "participants": _ids(parts.filter(_was(moved, "participants") | Q(address__in=addresses))),
        "messages": _ids(messages.filter(_was(moved, "messages") | Q(sender_address__in=addresses))),
    }
    _give(back, to=merged.other_id)
    FieldValue.objects.filter(id__in=moved.get("values", []), contact=kept).delete()
    Redirect.objects.filter(id__in=moved.get("redirects", []), contact=kept).update(contact=merged.other_id)


def _places(kept: int, *, moved: Moved) -> list[int]:
    """All conversations in which the kept one has a part now."""
    own = Conversation.objects.filter(contact=kept).values_list("id", flat=True)  # house: as in `_move_all`
    shared = Participant.objects.filter(contact=kept).values_list("conversation_id", flat=True)
    return sorted({*own, *shared, *moved.get("conversations", [])})


def _conversations(kept: int, *, moved: Moved, addresses: list[str]) -> list[int]:
    """Those that moved, and those that began with a mail from one of the addresses since."""
    theirs = Conversation.objects.filter(contact=kept)  # house: as in `_move_all`
    moved_here = _was(moved, "conversations")
    came = theirs.exclude(moved_here).filter(participants__address__in=addresses, participants__is_bystander=False)
    return [
        *_ids(theirs.filter(moved_here)),
        *(number for number in _ids(came.distinct()) if _began(number) in addresses),
    ]


def _began(conversation: int) -> str:
    """The address of its first mail; of one that an agent began, whom it was written to."""
    said = Message.objects.filter(conversation_id=conversation, kind=INBOUND).order_by("at", "id")
    first = said.values_list("sender_address", flat=True).first()
    if first is not None:
        return first
    part = Participant.objects.filter(conversation_id=conversation).order_by("id")
    return part.values_list("address", flat=True).first() or ""


def _was(moved: Moved, name: str) -> Q:
    """Whether it is one of the rows that moved."""
    return Q(Among("id", listed(moved.get(name, []))))


def _ids(rows: QuerySet[Any]) -> list[int]:
    return list(rows.order_by("id").values_list("id", flat=True))
