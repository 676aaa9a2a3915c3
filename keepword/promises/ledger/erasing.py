"""The words of promises go with the person they were made to; that they were made and kept stays counted."""

from collections.abc import Collection, Sequence

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


def erase_promises(contact: Contact) -> int:
    """Returns how many lost their words. Those that are open are left to `let_go`."""
    theirs = Promise.objects.filter(contact=contact)
    EmergencyRefusal.objects.filter(contact=contact).delete()
    theirs.exclude(reason__in=["", ERASED]).update(reason="")
    return theirs.update(said="")


def open_promises(contacts: Sequence[Contact], *, after: int, most: int) -> list[int]:
    """The ids of what nobody is left to keep, in order."""
    theirs = Promise.objects.open().filter(contact__in=contacts, pk__gt=after).order_by("id")
    return list(theirs.values_list("id", flat=True)[:most])


@transaction.atomic
def let_go(ids: Collection[int], *, by: Actor) -> None:
    """These are withdrawn; those whose time has passed are broken as they were."""
    theirs = Promise.objects.filter(id__in=ids)
    for promise in theirs.overdue(at=clock.now()):
        settle_broken(promise)
    for promise in theirs.open():
        withdraw(promise, reason=ERASED, by=by)
