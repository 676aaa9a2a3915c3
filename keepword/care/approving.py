"""Somebody else says yes or no to what was asked for."""

from django.db import transaction

from keepword.care.approvers import may_decide
from keepword.care.arranging import limits_of
from keepword.care.carrying_out import held_gift, leave_to_do
from keepword.care.models import Gift
from keepword.care.models.gift import ASKED, DECLINED, GIVEN
from keepword.care.telling import APPROVED, tell
from keepword.care.telling import DECLINED as WAS_DECLINED
from keepword.kit import clock
from keepword.kit.storable import storable
from keepword.people.models import Agent, Contact

LONGEST_WORD = 500


class NotTheirs(ValueError):
    """Their own wish, or more than they may say yes to."""


@transaction.atomic
def approve(gift: Gift, *, by: Agent, word: str = "") -> bool:
    """It is given now. False when somebody was quicker, or it was withdrawn. Raises NotTheirs."""
    held = _held(gift, by=by)
    if held.state != ASKED:
        return False
    held.state, held.given_at = GIVEN, clock.now()
    _decide(held, by=by, word=word)
    tell(held, APPROVED, by=by.as_actor, to=_asker(held))
    leave_to_do(held)
    return True


@transaction.atomic
def decline(gift: Gift, *, by: Agent, word: str = "") -> bool:
    """False as above. Raises NotTheirs."""
    held = _held(gift, by=by)
    if held.state != ASKED:
        return False
    held.state = DECLINED
    _decide(held, by=by, word=word)
    tell(held, WAS_DECLINED, by=by.as_actor, to=_asker(held))
    return True


def _held(gift: Gift, *, by: Agent) -> Gift:
    """The customer first, as where something is given: a sum that is being counted must not change meanwhile."""
    Contact.objects.select_for_update(no_key=True).get(pk=gift.contact_id)
    held = held_gift(gift)
    if not may_decide(held, agent=by, limits=limits_of(by)):
        raise NotTheirs(by.pk)
    return held


def _decide(held: Gift, *, by: Agent, word: str) -> None:
    held.decided_by, held.decided_at, held.remind_at = by, clock.now(), None
    held.word = storable(word).strip()[:LONGEST_WORD]
    held.save()


def _asker(held: Gift) -> list[int]:
    return [held.by_id] if held.by_id else []
