"""Somebody's words are taken out of the conversations for good. What remains is that there was one, and when."""

from dataclasses import dataclass
from email.utils import parseaddr

from django.db import transaction
from django.db.models import Q

from keepword.conversations.changing import lock_all
from keepword.conversations.emptying import found_elsewhere, take_out
from keepword.conversations.models import Conversation, Draft, FieldValue, Message, Participant, Redirect
from keepword.conversations.models.conversation import OPEN, SNOOZED, WAITING
from keepword.conversations.resolving import resolve
from keepword.conversations.spam.blocking import let_in
from keepword.events.actor import Actor
from keepword.people.identifying import fold
from keepword.people.models import Contact, Identity

ERASED = "erased"  # the warning of a message whose words are gone


@dataclass(frozen=True, slots=True)
class Counts:
    """What was erased. `elsewhere`: messages that they wrote in conversations of others."""

    conversations: int
    messages: int
    files: int
    elsewhere: int


def own_conversations(contact: Contact) -> list[int]:
    """The ids of what they began."""
    # For the law, not for a reader: whoever may erase a person erases them everywhere.
    return list(Conversation.objects.filter(contact=contact).order_by("id").values_list("id", flat=True))


def messages_of(contact: Contact) -> list[int]:
    """The ids of everything in their conversations, and of what they wrote in those of others."""
    theirs = Message.everywhere.filter(Q(conversation__contact=contact) | Q(contact=contact))
    return list(theirs.order_by("id").values_list("id", flat=True))


@transaction.atomic
def erase_words(contact: Contact, *, by: Actor) -> Counts:
    """Everything in their conversations, our own answers and notes too, and their messages in those of others. Open
    conversations are resolved; the links that they hold lead nowhere. Safe twice."""
    conversations, messages = own_conversations(contact), messages_of(contact)
    lock_all([*conversations, *found_elsewhere(messages, but=conversations)])
    for conversation in Conversation.objects.filter(id__in=conversations, status__in=[OPEN, WAITING, SNOOZED]):
        resolve(conversation, by=by)
    elsewhere = Message.everywhere.filter(contact=contact).exclude(conversation__contact=contact).count()
    _leave_others(contact)
    FieldValue.objects.filter(contact=contact).delete()
    files = take_out(conversations=conversations, messages=messages, why=ERASED)
    Participant.objects.filter(contact=contact).delete()
    Redirect.objects.filter(contact=contact).delete()
    # Whoever writes anew is met anew.
    let_in(Identity.objects.filter(contact=contact).values_list("value", flat=True))
    return Counts(len(conversations), len(messages), files, elsewhere)


def _leave_others(contact: Contact) -> None:
    """Our answers to others that went to them too do not name them any more."""
    addresses = set(Identity.objects.filter(contact=contact).values_list("value", flat=True))
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
