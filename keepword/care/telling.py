"""The facts about a gift: which, how much of what, and who decides. They hold no words about a customer."""

from collections.abc import Iterable
from typing import Any

from keepword.care.models import Gift
from keepword.events import log
from keepword.events.actor import Actor
from keepword.events.models import Event

GIVEN, ASKED, APPROVED, DECLINED = "gift.given", "gift.asked", "gift.approved", "gift.declined"
WAITING, WITHDRAWN, TAKEN_BACK = "gift.waiting", "gift.withdrawn", "gift.taken_back"
CARRIED_OUT, NOT_CARRIED_OUT = "gift.carried_out", "gift.not_carried_out"


def tell(gift: Gift, name: str, *, by: Actor, to: Iterable[int] = (), cause: Event | None = None) -> Event:
    """`to` are the agents whom it concerns; whoever did it knows already."""
    concerned = [one for one in dict.fromkeys(to) if ("agent", one) != (by.kind, by.id)]
    data: dict[str, Any] = {
        "gift": gift.pk,
        "kind": gift.kind.key,
        "called": gift.kind.name,
        "amount": gift.amount,
        "currency": gift.currency,
        "to": concerned,
    }
    return log.record(
        name, actor=by, conversation_id=gift.conversation_id, inbox_id=gift.inbox_id, cause=cause, **data
    )
