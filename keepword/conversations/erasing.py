"""Somebody's words are taken out of the conversations for good, a few at a time. What remains is that there was one,
and when."""

from collections.abc import Collection, Sequence
from email.utils import parseaddr

from django.db import transaction

from keepword.conversations.changing import lock_all
from keepword.conversations.emptying import found_elsewhere, take_out_conversations, take_out_messages
from keepword.conversations.models import (
    Conversation,
    Draft,
    FieldValue,
    Message,
    MessageReference,
    Participant,
    Redirect,
)
from keepword.conversations.models.conversation import OPEN, SNOOZED, WAITING
from keepword.conversations.resolving import resolve
from keepword.conversations.spam.blocking import let_in
from keepword.events.actor import Actor
from keepword.kit import tokens
from keepword.kit.updating import update_each
from keepword.people.identifying import fold
from keepword.people.models import Contact, Identity

ERASED = "erased"  # the warning of a message whose words are gone
Contacts = Sequence[Contact]


def conversations_of(contacts: Contacts, *, after: int = 0, most: int | None = None) -> list[int]:
    """The ids of what they began, in order."""
    # For the law, not for a reader: whoever may erase a person erases them everywhere.
    theirs = Conversation.objects.filter(contact__in=contacts, pk__gt=after)
    return list(theirs.order_by("id").values_list("id", flat=True)[:most])


def messages_in_theirs(contacts: Contacts, *, after: int, most: int) -> list[int]:
    """The ids of what stands in their conversations, whoever said it, in order."""
    theirs = Message.everywhere.filter(conversation__contact__in=contacts, pk__gt=after)
    return list(theirs.order_by("id").values_list("id", flat=True)[:most])


def messages_elsewhere(contacts: Contacts, *, after: int, most: int) -> list[int]:
    """The ids of what they wrote in conversations of others, in order. No index knows who wrote a message: this reads
    all that stand behind `after`, so nobody should wait for it."""
    theirs = Message.everywhere.filter(contact__in=contacts, pk__gt=after)
    found = theirs.exclude(conversation__contact__in=contacts).order_by("id")
    return list(found.values_list("id", flat=True)[:most])


@transaction.atomic
def cut_off(contact: Contact) -> None:
    """The first step, while their addresses are known: nobody writes to them or in their conversations any more. The
    links that they hold lead nowhere, and what they answer to is a new conversation."""
    addresses = list(Identity.objects.filter(contact=contact).values_list("value", flat=True))
    _leave_others(contact, addresses=addresses)
    FieldValue.objects.filter(contact=contact).delete()
    Participant.objects.filter(contact=contact).delete()
    Redirect.objects.filter(contact=contact).delete()
    MessageReference.objects.filter(conversation__contact=contact).delete()
    update_each(Conversation, {number: tokens.unguessable() for number in conversations_of([contact])}, field="token")
    let_in(addresses)  # whoever writes anew is met anew


@transaction.atomic
def erase_messages(ids: list[int], *, of: Contacts) -> int:
    """These, our own answers and notes too. Returns how many files went. Safe twice."""
    places = set(Message.everywhere.filter(id__in=ids).values_list("conversation_id", flat=True))
    own = list(Conversation.objects.filter(id__in=places, contact__in=of).values_list("id", flat=True))  # house: above
    lock_all([*places, *found_elsewhere(ids, but=own)])
    return take_out_messages(ids, of=own, why=ERASED)


@transaction.atomic
def erase_conversations(ids: Collection[int], *, by: Actor) -> None:
    """What is left of these once their messages are empty: subjects, own fields, drafts. Open ones are resolved. Safe
    twice."""
    lock_all(ids)
    for conversation in Conversation.objects.filter(id__in=ids, status__in=[OPEN, WAITING, SNOOZED]):
        resolve(conversation, by=by)
    take_out_conversations(list(ids))


def has_words(contacts: Contacts) -> bool:
    """Whether something came into their conversations, or one of them to the others, since they were passed."""
    said = Message.everywhere.exclude(text="", quoted="", html="").filter(conversation__contact__in=contacts)
    # house: as above
    return said.exists() or Conversation.objects.filter(contact__in=contacts, emptied_at=None).exists()


def _leave_others(contact: Contact, *, addresses: Collection[str]) -> None:
    """Our answers to others that went to them too do not name them any more."""
    taken_part = Participant.objects.filter(contact=contact).exclude(conversation__contact=contact)
    shared = Message.everywhere.filter(conversation_id__in=list(taken_part.values_list("conversation_id", flat=True)))
    for message in shared.only("recipients"):
        kept = {way: [one for one in to if one.lower() not in addresses] for way, to in message.recipients.items()}
        if kept != message.recipients:
            Message.everywhere.filter(pk=message.pk).update(recipients=kept)
    # What is written and has not left does not go to them either, whatever conversation it is of.
    for draft in Draft.objects.exclude(recipients={}).only("recipients"):
        kept = {way: [one for one in to if _folded(one) not in addresses] for way, to in draft.recipients.items()}
        if kept != draft.recipients:
            Draft.objects.filter(pk=draft.pk).update(recipients=kept)


def _folded(typed: str) -> str:
    """The address in what somebody typed, "Ann <ann@example.com>" and all."""
    return fold(parseaddr(typed)[1] if "<" in typed else typed)
