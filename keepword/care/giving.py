"""Something is given to a customer: at once within the limits of whoever gives, else somebody else is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, Sum

from keepword.care.approvers import approvers_for
from keepword.care.arranging import limits_of, rules_in_force
from keepword.care.budgets import NOTHING, Allowance, Used, allowance
from keepword.care.carrying_out import leave_to_do, mark_done
from keepword.care.models import Gift, GiftKind, GiftRules
from keepword.care.models.gift import ASKED, GIVEN
from keepword.care.telling import ASKED as WAS_ASKED
from keepword.care.telling import GIVEN as WAS_GIVEN
from keepword.care.telling import tell
from keepword.care.wording import REASONS
from keepword.conversations.models import Conversation
from keepword.kit import clock
from keepword.kit.amounts import LARGEST
from keepword.kit.storable import storable
from keepword.people.models import Agent, Contact

LONGEST_NOTE = 1000
LONGEST_NUMBER = 80


class NothingGiven(ValueError):
    """Nothing is given here, not of this kind, or not for this reason; or no amount."""


class NobodyMayApprove(ValueError):
    """It is more than anybody else here may say yes to, so nobody could ever answer."""


class Erased(ValueError):
    """The person is erased: nothing more is written about them."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to give; `amount` in smallest units of the rules' currency. `is_done`: they did it in the
    shop already."""

    kind: GiftKind
    amount: int
    reason: str
    note: str = ""
    order_number: str = ""
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What an agent may give this customer alone, and what was given; for their eyes before they press."""

    rules: GiftRules
    allowance: Allowance
    used: Used


def standing_of(conversation: Conversation, *, agent: Agent) -> Standing | None:
    """None while nothing is given here. Three queries."""
    rules = rules_in_force()
    if rules is None:
        return None
    used = used_by(agent, contact=conversation.contact_id, rules=rules)
    return Standing(rules, allowance(limits_of(agent) or NOTHING, used=used), used)


def used_by(agent: Agent, *, contact: int, rules: GiftRules) -> Used:
    """In the rules' currency: another one cannot be counted with it. A person is one in every inbox, also in those
    that the agent does not see: the limit would be none otherwise, and a sum tells nothing of what was said."""
    now = clock.now()
    # house: summed, not shown
    given = Gift.objects.given().filter(Q(contact=contact) | Q(by=agent, is_alone=True), currency=rules.currency)
    sums: Mapping[str, Any] = given.aggregate(
        customer=Sum("amount", filter=Q(contact=contact, given_at__gt=_since(now, days=rules.customer_days))),
        agent=Sum("amount", filter=Q(by=agent, is_alone=True, given_at__gt=_since(now, days=rules.agent_days))),
    )
    return Used(customer=sums["customer"] or 0, agent=sums["agent"] or 0)


def _since(now: datetime, *, days: int) -> datetime:
    return now - timedelta(days=days)


@transaction.atomic
def give(conversation: Conversation, *, wish: Wish, by: Agent, mark: str | None = None) -> Gift:
    """Given when it is within what `by` may give alone, else asked for: see `state`. `mark` makes two sendings of one
    form one gift. Raises NothingGiven, NobodyMayApprove, Erased."""
    hold(conversation, agent=by)
    earlier = Gift.objects.filter(mark=mark, by=by).first() if mark else None  # house: one's own
    if earlier is not None:
        return earlier
    standing = standing_of(conversation, agent=by)
    if standing is None:
        raise NothingGiven("off")
    _demand_known(wish, rules=standing.rules)
    gift = _ready(conversation, wish=wish, rules=standing.rules, by=by, mark=mark)
    if standing.allowance.covers(wish.amount):
        return _give_at_once(gift, is_done=wish.is_done, by=by)
    return _ask(gift, rules=standing.rules, by=by)


def hold(conversation: Conversation, *, agent: Agent) -> None:
    """Until the transaction ends, the customer and the agent: whoever gives to the same person, or from the same
    purse, at this moment waits, and counts what was given here. The customer may have become another row meanwhile
    (`people/merging/`), which holds both. Raises Erased."""
    while True:
        held = Contact.objects.select_for_update(no_key=True).get(pk=conversation.contact_id)
        now = Conversation.objects.values_list("contact_id", flat=True).get(pk=conversation.pk)
        if now == held.pk:
            break
        conversation.contact_id = now
    if held.erased_at is not None:
        raise Erased(held.pk)
    Agent.objects.select_for_update(no_key=True).get(pk=agent.pk)


def _demand_known(wish: Wish, *, rules: GiftRules) -> None:
    if wish.reason not in (*REASONS, *rules.reasons):
        raise NothingGiven("reason")
    if not GiftKind.objects.offered().filter(pk=wish.kind.pk).exists():
        raise NothingGiven("kind")
    if not 0 < wish.amount <= LARGEST:
        raise NothingGiven("amount")


def _ready(conversation: Conversation, *, wish: Wish, rules: GiftRules, by: Agent, mark: str | None) -> Gift:
    return Gift(
        conversation=conversation,
        inbox_id=conversation.inbox_id,
        contact_id=conversation.contact_id,
        kind=wish.kind,
        amount=wish.amount,
        currency=rules.currency,
        reason=wish.reason,
        note=storable(wish.note).strip()[:LONGEST_NOTE],
        order_number=" ".join(storable(wish.order_number).split())[:LONGEST_NUMBER],
        by=by,
        asked_at=clock.now(),
        mark=mark,
    )


def _give_at_once(gift: Gift, *, is_done: bool, by: Agent) -> Gift:
    gift.state, gift.given_at, gift.is_alone = GIVEN, gift.asked_at, True
    gift.save(force_insert=True)
    tell(gift, WAS_GIVEN, by=by.as_actor)
    if is_done:
        mark_done(gift, by=by)
    else:
        leave_to_do(gift)
    return gift


def _ask(gift: Gift, *, rules: GiftRules, by: Agent) -> Gift:
    to = approvers_for(gift.conversation, amount=gift.amount, without=by.pk)
    if not to:
        raise NobodyMayApprove(gift.amount)
    gift.state, gift.remind_at = ASKED, gift.asked_at + rules.wait
    gift.save(force_insert=True)
    tell(gift, WAS_ASKED, by=by.as_actor, to=to)
    return gift
