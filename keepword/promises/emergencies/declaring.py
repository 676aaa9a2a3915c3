"""A customer says: this cannot wait. It goes first, whoever is on call is told, and they are promised a time."""

from django.db import transaction

from keepword.conversations.changing import lock, tell
from keepword.conversations.models import Conversation
from keepword.conversations.opening_hours import hours_of
from keepword.conversations.prioritising import prioritise
from keepword.conversations.snoozing import wake_early
from keepword.hours.saying import say_instant
from keepword.kit import clock
from keepword.promises.emergencies.offering import CALLED, Standing, standing_of
from keepword.promises.ledger.making import promise_all, ready
from keepword.promises.models import EmergencyRoute, Promise
from keepword.promises.models.promise import EMERGENCY, REPLY
from keepword.promises.receipts.phrasing import zone_for


class NotOffered(Exception):
    """We are open, nobody is on call, or they may not any more. `standing` says which."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(standing.state)
        self.standing = standing


@transaction.atomic
def declare(conversation: Conversation, *, language: str) -> Promise:
    """What they are told, in `language` (a tag). However often they say it, it is said once for one wait. Raises
    NotOffered."""
    lock(conversation)
    # All of a brand's calls in turn: two at one moment would both be the last that a person has for today.
    list(EmergencyRoute.objects.filter(brand=conversation.inbox.brand_id).select_for_update(of=("self",)))
    found = standing_of(conversation)
    if found.state == CALLED and found.promise is not None:
        return found.promise
    if not found.is_offered or found.route is None:
        raise NotOffered(found)
    return _call(conversation, route=found.route, people=found.people, language=language)


def _call(conversation: Conversation, *, route: EmergencyRoute, people: tuple[int, ...], language: str) -> Promise:
    now, customer = clock.now(), conversation.contact.as_actor
    due_at, zone = now + route.target, zone_for(conversation, in_force=hours_of(conversation))
    fact = tell(conversation, "emergency.declared", by=customer, to=list(people), due_at=due_at.isoformat())
    prioritise(conversation, priority="urgent", by=customer, cause=fact)
    wake_early(conversation, by=customer, cause=fact)
    made = ready(
        conversation,
        what=REPLY,
        due_at=due_at,
        kind=EMERGENCY,
        said=say_instant(due_at, now=now, language=language, zone=zone),
        told_at=now,
        zone=zone,
        language=language,
        cause=fact,
    )
    return promise_all([made])[0]
