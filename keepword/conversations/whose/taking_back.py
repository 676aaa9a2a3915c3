"""It was put right wrongly: the conversation is the former customer's again."""

from typing import Any

from django.db import transaction

from keepword.conversations.changing import tell
from keepword.conversations.models import Conversation
from keepword.conversations.whose.addressees import answer_as_before
from keepword.conversations.whose.putting_right import CHANGED, demand_changeable, hold, make_theirs
from keepword.events.actor import Actor
from keepword.events.models import Event
from keepword.people.models import Contact


class TooLate(ValueError):
    """`why`: "changed" (it is a third one's since), or "erased" (the former customer was forgotten)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def change_of(conversation: Conversation, *, number: int) -> Event | None:
    """The change of this id, None when there is none in this conversation."""
    return Event.objects.filter(pk=number, conversation_id=conversation.pk, name=CHANGED).first()


@transaction.atomic
def take_back(conversation: Conversation, *, change: Event, by: Actor) -> bool:
    """False when it was taken back already. What left meanwhile has left. Raises TooLate or CannotChange."""
    former = hold(conversation, to=Contact.objects.get(pk=change.data["was"]))
    back = Event.objects.filter(conversation_id=conversation.pk, name=CHANGED, data__undoes=change.pk)
    if back.exists():
        return False
    demand_changeable(conversation)
    newest = Event.objects.filter(conversation_id=conversation.pk, name=CHANGED).order_by("-id").first()
    if newest != change:
        raise TooLate("changed")
    if former.erased_at is not None:
        raise TooLate("erased")
    was = conversation.contact_id
    answer_as_before(conversation, change=change)
    fields: dict[str, object] = {"language": ""} if change.data["spoke"] else {}
    if conversation.about_order is None:
        fields["about_order"] = change.data["order"]
    make_theirs(conversation, to=former, **fields)
    back_to: dict[str, Any] = {"contact": former.pk, "was": was, "order": None, "spoke": False, "aside": []}
    tell(conversation, CHANGED, by=by, undoes=change.pk, **back_to)
    return True
