"""The customer of a conversation is somebody else than its sender: an agent puts it right.

Messages keep who wrote them. Whoever wrote in takes part as before, and gets no answers unless an agent copies them.
Decision 0038.
"""

from django.db import transaction

from keepword.conversations.addressing import checked
from keepword.conversations.approaching import approach, in_this
from keepword.conversations.beginning import WritesToUs
from keepword.conversations.changing import lock, tell
from keepword.conversations.models import Conversation, Inbox
from keepword.conversations.models.conversation import BINNED, DELETED, MERGED, SPAM
from keepword.conversations.whose.addressees import address_here, answer_alone
from keepword.events.actor import Actor
from keepword.events.models import Event
from keepword.kit import tokens
from keepword.people.identifying import Person, fold
from keepword.people.models import Agent, Contact

CHANGED = "conversation.contact_changed"
WHY = {MERGED: "merged", BINNED: "binned", DELETED: "binned", SPAM: "spam"}


class CannotChange(ValueError):
    """`why`: "merged", "binned", "spam" (where the conversation is), or "erased" (who is chosen was forgotten)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def give_to(conversation: Conversation, *, to: Contact, by: Actor) -> Event | None:
    """`to` is the customer from now on, answered where they wrote from here, else at their newest living address.
    Whoever calls has asked that `by` may know them. None when they are it already. Raises CannotChange."""
    return _give(conversation, to=in_this(conversation.inbox, to), address="", by=by)


@transaction.atomic
def give_to_address(conversation: Conversation, *, person: Person, by: Agent) -> Event | None:
    """The same for whoever has this address: known to `by`, or as far as this inbox knows them. Raises CannotChange,
    BadAddress, or WritesToUs."""
    [address] = checked([person.address])
    # All of them, whoever may see them.
    if address in {fold(one) for one in Inbox.objects.values_list("address", flat=True)}:
        raise WritesToUs
    contact = approach(Person(address, person.name, person.language), inbox=conversation.inbox, by=by)
    return _give(conversation, to=contact, address=address, by=by.as_actor)


def _give(conversation: Conversation, *, to: Contact, address: str, by: Actor) -> Event | None:
    to = hold(conversation, to=to)
    demand_changeable(conversation)
    if conversation.contact_id == to.pk:
        return None
    if to.erased_at is not None:
        raise CannotChange("erased")
    was, order = conversation.contact_id, conversation.about_order
    stood = answer_alone(conversation, contact=to, address=address or address_here(conversation, contact=to))
    spoken = {} if conversation.language or not to.language else {"language": to.language}
    make_theirs(conversation, to=to, **spoken)
    data = {"contact": to.pk, "was": was, "order": order, "spoke": bool(spoken), **stood}
    return tell(conversation, CHANGED, by=by, **data)


def hold(conversation: Conversation, *, to: Contact) -> Contact:
    """Until the transaction ends: both people, as whoever gives to them or merges them does, then the conversation.
    The sender may have become another row meanwhile, and so may `to`: gives the row that goes on."""
    while True:
        to = to if to.merged_into_id is None else Contact.objects.get(pk=to.merged_into_id)
        numbers = {conversation.contact_id, to.pk}
        rows = Contact.objects.select_for_update(no_key=True).filter(pk__in=numbers).order_by("id")
        held = {one.pk: one for one in rows}
        lock(conversation)
        to = held[to.pk]
        if conversation.contact_id in held and to.merged_into_id is None:
            return to


def demand_changeable(conversation: Conversation) -> None:
    if conversation.status in WHY:
        raise CannotChange(WHY[conversation.status])


def make_theirs(conversation: Conversation, *, to: Contact, **fields: object) -> None:
    """With a new token: the links that the former customer has would open what is written to the new one."""
    conversation.change(contact=to, token=tokens.unguessable(), **fields)
