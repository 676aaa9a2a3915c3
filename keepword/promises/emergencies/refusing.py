"""Who called us without need is offered it no more, until somebody says that they may again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.events import log
from keepword.events.actor import Actor
from keepword.kit import clock
from keepword.people.models import Agent, Contact
from keepword.promises.models import EmergencyRefusal, Promise
from keepword.promises.models.promise import EMERGENCY

LOOKED_BACK = timedelta(days=90)
MOST = 300  # three a day are all that one can make in that time


@dataclass(frozen=True, slots=True)
class Calls:
    """How often somebody said of late that something could not wait. `last_at` is None for never."""

    count: int
    last_at: datetime | None
    is_refused: bool


def calls_of(contact: Contact, *, agent: Agent) -> Calls:
    """In the conversations that the agent may see. One query for whoever never called."""
    theirs = Promise.objects.filter(contact=contact, kind=EMERGENCY)  # house: whether there are any, see below
    since = clock.now() - LOOKED_BACK
    times = list(theirs.order_by("-made_at").values_list("made_at", "inbox_id")[:MOST])
    if not times:
        return Calls(0, None, is_refused=False)
    seen = visible_inbox_ids(agent)
    late = [at for at, inbox_id in times if at > since and (seen is None or inbox_id in seen)]
    return Calls(len(late), late[0] if late else None, is_refused(contact.pk))


def is_refused(contact_id: int) -> bool:
    """Also when it was said of a row that went on in theirs."""
    return EmergencyRefusal.objects.filter(Q(contact=contact_id) | Q(contact__merged_into=contact_id)).exists()


@transaction.atomic
def refuse(contact: Contact, *, by: Agent) -> None:
    """What they were told stays promised. Nothing happens when it is so already."""
    _row, made = EmergencyRefusal.objects.get_or_create(contact=contact, defaults={"by": by, "at": clock.now()})
    if made:
        log.record("contact.emergency_refused", actor=by.as_actor, contact=contact.pk)


@transaction.atomic
def allow(contact: Contact, *, by: Actor) -> None:
    """They are offered it as everybody is."""
    rows = EmergencyRefusal.objects.filter(Q(contact=contact) | Q(contact__merged_into=contact))
    if rows.delete()[0]:
        log.record("contact.emergency_allowed", actor=by, contact=contact.pk)
