"""Forget a person: every room takes out what it keeps, in one transaction, and the report says how much it was.

Not reached from here, and said on the page: backups made before, the mailboxes of others, and what people in other
conversations quoted.
"""

from collections import Counter
from dataclasses import asdict

from django.db import transaction
from django.db.models import Q

from keepword.care.erasing import erase_gifts
from keepword.channels.chat.erasing import erase_visits
from keepword.channels.email.erasing import erase_mails
from keepword.commerce.erasing import erase_purchases
from keepword.conversations.erasing import erase_words, messages_of, own_conversations
from keepword.conversations.models import Conversation
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.events import log
from keepword.events.actor import SYSTEM
from keepword.events.log import Fact
from keepword.kit import clock
from keepword.people.erasing import erase_person, rows_of
from keepword.people.models import Agent, Contact, Identity
from keepword.privacy.models import Erasure
from keepword.promises.ledger.erasing import erase_promises
from keepword.segments.persons import erase_from_segments
from keepword.surveys.erasing import erase_answers


class NotEverythingSeen(Exception):
    """Whoever erases a person must see every inbox: half a person erased would be a false report."""


class SomethingHeld(Exception):
    """A conversation of theirs is kept for the law, see `holding.py`: the right to be forgotten ends there (GDPR 17
    (3) e), until somebody ends the hold."""


@transaction.atomic
def erase(contact: Contact, *, by: Agent | None) -> Erasure:
    """For good: there is no undo, and nobody can bring it back. Every row that was merged into one person goes with
    it, whichever of them is named. `by` is None for the command line. A person who was
    erased before gives the report of then. Raises NotEverythingSeen and SomethingHeld."""
    if by is not None and visible_inbox_ids(by) is not None:
        raise NotEverythingSeen
    rows = rows_of(contact)
    contact = Contact.objects.select_for_update().get(pk=rows[0].pk)
    done = Erasure.objects.filter(contact=contact).first()
    if done is not None:
        return done
    _demand_nothing_held(rows)
    counts = Counter[str]()
    for row in reversed(rows):  # the one that goes on last: it holds the addresses
        counts.update(_erase_all(row, by=by))
    data: dict[str, int] = {"contact": contact.pk, **counts}
    log.record_all([Fact("contact.erased", by.as_actor if by else SYSTEM, data=data)])
    contact.refresh_from_db()
    return Erasure.objects.create(contact=contact, at=clock.now(), by=by, counts=dict(counts))


def _demand_nothing_held(rows: list[Contact]) -> None:
    """Neither of theirs, nor one that they took part in."""
    theirs = Q(contact__in=rows) | Q(participants__contact__in=rows)
    if Conversation.objects.filter(theirs, is_held=True).exists():  # house: for the law, not for a reader
        raise SomethingHeld


def _erase_all(contact: Contact, *, by: Agent | None) -> dict[str, int]:
    """From the top of the house down: whoever still needs an address or a message finds it."""
    actor = by.as_actor if by else SYSTEM
    messages = messages_of(contact)
    addresses = list(Identity.objects.filter(contact=contact).values_list("value", flat=True))
    promises = erase_promises(contact, by=actor)
    answers = erase_answers(contact)
    purchases = erase_purchases(contact)
    segments = erase_from_segments(contact)
    gifts = erase_gifts(contact)
    mails = erase_mails(messages=messages, conversations=own_conversations(contact), addresses=addresses)
    erase_visits(conversations=own_conversations(contact), addresses=addresses)
    words = erase_words(contact, by=actor)
    return {
        "addresses": erase_person(contact),
        "promises": promises,
        "answers": answers,
        "purchases": purchases,
        "segments": segments,
        "gifts": gifts,
        "mails": mails,
        **asdict(words),
    }
