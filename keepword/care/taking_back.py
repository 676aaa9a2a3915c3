"""A gift was a mistake, or a wish is not wished any more."""

from datetime import timedelta

from django.db import transaction

from keepword.care.carrying_out import held_gift
from keepword.care.models import Gift
from keepword.care.models.gift import ASKED, GIVEN, TAKEN_BACK, WITHDRAWN
from keepword.care.telling import TAKEN_BACK as WAS_TAKEN_BACK
from keepword.care.telling import WITHDRAWN as WAS_WITHDRAWN
from keepword.care.telling import tell
from keepword.conversations.tasks.finishing import finish
from keepword.kit import clock
from keepword.kit.storable import storable
from keepword.people.models import Agent, Contact
from keepword.people.permissions import APPROVE_GIFTS

LONGEST_WHY = 500
WITHIN = timedelta(days=14)  # what was given longer ago is spent, and booked


class TooLate(ValueError):
    """It was given too long ago."""


class NotTheirs(ValueError):
    """Somebody else gave it, and they may not say yes or no for others."""


def may_take_back(gift: Gift, *, agent: Agent) -> bool:
    """Whoever gave or asked, and whoever says yes to others; a gift only while it is young."""
    if gift.by_id != agent.pk and not agent.may(APPROVE_GIFTS):
        return False
    return gift.state == ASKED or is_young(gift)


def is_young(gift: Gift) -> bool:
    return gift.state == GIVEN and gift.given_at is not None and clock.now() - gift.given_at <= WITHIN


@transaction.atomic
def take_back(gift: Gift, *, by: Agent, why: str = "") -> bool:
    """A wish is withdrawn, a gift taken back: it counts no more, and its task is over. What was done in the shop
    already must be undone there. False when there is nothing to take back. Raises NotTheirs, TooLate."""
    Contact.objects.select_for_update(no_key=True).get(pk=gift.contact_id)
    held = held_gift(gift)
    if held.state not in (ASKED, GIVEN):
        return False
    if held.by_id != by.pk and not by.may(APPROVE_GIFTS):
        raise NotTheirs(by.pk)
    if held.state == GIVEN and not is_young(held):
        raise TooLate(held.pk)
    was_asked = held.state == ASKED
    held.state, held.remind_at = WITHDRAWN if was_asked else TAKEN_BACK, None
    held.taken_back_by, held.taken_back_at = by, clock.now()
    held.why = storable(why).strip()[:LONGEST_WHY]
    held.save()
    fact = WAS_WITHDRAWN if was_asked else WAS_TAKEN_BACK
    tell(held, fact, by=by.as_actor, to=[held.by_id] if held.by_id else [])
    if held.task is not None and held.task.is_open:
        finish(held.task, by=by)
    return True
