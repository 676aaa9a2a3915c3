"""Whether a person may be offered anything: they can say "never again", and it holds."""

from django.db import transaction

from keepword.events import log
from keepword.events.actor import Actor
from keepword.kit import clock
from keepword.people.models import Contact


@transaction.atomic
def stop_offers(contact: Contact, *, by: Actor) -> bool:
    """Nobody hands them to sales any more. False when it was so already."""
    now = clock.now()
    alive = Contact.objects.filter(pk=contact.pk, erased_at=None, no_offers_since=None)
    if not alive.update(no_offers_since=now):
        return False
    contact.no_offers_since = now
    log.record("contact.offers_stopped", actor=by, contact=contact.pk)
    return True


@transaction.atomic
def allow_offers(contact: Contact, *, by: Actor) -> bool:
    """They said that they want to hear of it after all. False when it was so already."""
    if not Contact.objects.filter(pk=contact.pk, no_offers_since__isnull=False).update(no_offers_since=None):
        return False
    contact.no_offers_since = None
    log.record("contact.offers_allowed", actor=by, contact=contact.pk)
    return True
