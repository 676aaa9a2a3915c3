"""A visitor tells their name and address, so that we can answer when they have gone. Once: what stands, stands."""

from django.db import transaction

from keepword.channels.chat.models import Visit
from keepword.channels.chat.saying import CHANNEL
from keepword.channels.chat.visiting import conversation_of
from keepword.channels.form.submitting import is_known, may_be_answered
from keepword.conversations.approaching import any_is_closed, claimed
from keepword.conversations.changing import lock, tell
from keepword.conversations.inbound import UNPROVED
from keepword.conversations.models import Conversation, Inbox, Message, Participant
from keepword.conversations.models.message import INBOUND
from keepword.people.identifying import Person, fold, identify_all
from keepword.people.models import Contact, Identity


@transaction.atomic
def introduce(visit: Visit, *, name: str, email: str) -> None:
    """Somebody whom nobody knew becomes a contact with an address. An address that we knew may be another's: what they
    say goes to its owner's history, and every message carries the warning that it is not proved."""
    name, email = " ".join(name.split())[:200], fold(email)
    conversation = lock(conversation_of(visit))
    held = Visit.objects.select_for_update().get(pk=visit.pk)
    if held.email or not (name or email):
        return
    stand_in = held.shown_name
    if email:
        visit.change(email=email, is_doubtful=is_known(email))
    if name and not held.name:
        visit.change(name=name)
    _follow(visit, conversation=conversation, stand_in=stand_in)
    tell(conversation, "visitor.introduced", by=conversation.contact.as_actor)


def _follow(visit: Visit, *, conversation: Conversation, stand_in: str) -> None:
    before, name = conversation.contact, visit.shown_name
    if visit.email and not visit.is_doubtful:
        Identity.objects.filter(kind="email", value=visit.address).update(value=visit.email)
    if not visit.is_doubtful:
        Contact.objects.filter(pk=before.pk, name=stand_in).update(name=name)
    person = Person(visit.writes_as, name)
    contact = _named(visit, person=person, inbox=conversation.inbox) if visit.email else before
    theirs = Message.objects.filter(
        conversation=conversation, kind=INBOUND, external_id__startswith=f"{CHANNEL}:{visit.number}:"
    )
    theirs.filter(sender_name=stand_in).update(sender_name=name)
    if not visit.email:
        return
    is_beside = conversation.participants.filter(address=visit.address, is_bystander=True).exists()
    _take_part(visit, conversation=conversation, contact=contact)
    warnings = [UNPROVED] if visit.is_doubtful else []
    theirs.update(
        contact=contact,
        sender_address=visit.email,
        warnings=warnings,
        may_be_answered=may_be_answered(visit.email),
    )
    if before.pk == conversation.contact_id != contact.pk and not is_beside:
        conversation.change(contact=contact)


def _named(visit: Visit, *, person: Person, inbox: Inbox) -> Contact:
    """Where an inbox is closed, an address that is only claimed opens nothing of it."""
    if visit.is_doubtful and any_is_closed():
        return claimed(person, inbox=inbox)
    return identify_all([person])[visit.writes_as]


def _take_part(visit: Visit, *, conversation: Conversation, contact: Contact) -> None:
    taking_part = Participant.objects.filter(conversation=conversation)
    if taking_part.filter(address=visit.email).exists():
        taking_part.filter(address=visit.address).delete()
    else:
        taking_part.filter(address=visit.address).update(address=visit.email, contact=contact)
