"""The words of promises go with the person they were made to; that they were made and kept stays counted."""

from collections.abc import Collection

from django.db import transaction

from keepword.events.actor import Actor
from keepword.kit import clock
from keepword.people.models import Contact
from keepword.promises.ledger.settling import settle_broken
from keepword.promises.ledger.withdrawing import withdraw
from keepword.promises.models import EmergencyRefusal, Promise

ERASED = "erased"


def forget_words(conversations: Collection[int]) -> int:
    """What was said with the promises of these conversations, none of which is open any more. Returns how many."""
    theirs = Promise.objects.filter(conversation__in=conversations)  # house: by a rule, not for a reader
    theirs.exclude(reason__in=["", ERASED]).update(reason="")
    return theirs.exclude(said="").update(said="")


@transaction.atomic
def erase_promises(contact: Contact, *, by: Actor) -> int:
    """Nobody is left to keep the open ones to: they are withdrawn, and those whose time has passed are broken as they
    were. Returns how many lost their words."""
    theirs = Promise.objects.filter(contact=contact)
    EmergencyRefusal.objects.filter(contact=contact).delete()
    for promise in theirs.overdue(at=clock.now()):
        settle_broken(promise)
    for promise in theirs.open():
        withdraw(promise, reason=ERASED, by=by)
    theirs.exclude(reason__in=["", ERASED]).update(reason="")
    return theirs.update(said="")
