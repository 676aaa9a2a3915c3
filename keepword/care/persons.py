"""What was given to somebody was given to the one row of the person (`people/merging/`), and to whoever is said to be
the customer (`conversations/whose/`)."""

from keepword.care.models import Gift
from keepword.commerce.models import Order
from keepword.conversations.models import Conversation
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


def follow_customer(event: Event) -> None:
    """Reaction to `conversation.contact_changed`: what was given here was given to the customer, whoever wrote in. An
    order that is another's is not what it is about."""
    number, was = event.conversation_id or 0, event.data["was"]
    Gift.objects.filter(conversation_id=number, contact=was).update(contact=event.data["contact"])  # house: as above
    conversation = Conversation.objects.get(pk=number)  # house: of the fact
    order = Order.objects.filter(pk=conversation.about_order or 0).first()
    if order is not None and order.contact_id not in (None, conversation.contact_id):
        conversation.change(about_order=None)
