"""What the made-up shop aims at, and how long its customers waited."""

from datetime import timedelta

from keepword.conversations.models.conversation import PRIORITIES
from keepword.kit import clock
from keepword.promises.clocks import clocks, waiting
from keepword.promises.models import SlaPolicy, SlaTarget
from keepword.promises.models.policy import FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION
from keepword.wiring.demo.writing import SPAN_DAYS

HOUR = 3600
HURRY = {"urgent": 1 / 4, "high": 1 / 2, "normal": 1.0, "low": 2.0}


def set_targets() -> None:
    """As if they had been there before the first conversation."""
    damaged = _policy("Damaged goods", place=1, conditions={"tags": ["damage"]})
    _aim(damaged, {FIRST_RESPONSE: 2 * HOUR, NEXT_RESPONSE: 4 * HOUR, RESOLUTION: 16 * HOUR})
    everybody = _policy("Reply within 4 business hours", place=2, conditions={})
    _aim(everybody, {FIRST_RESPONSE: 4 * HOUR, NEXT_RESPONSE: 8 * HOUR, RESOLUTION: 40 * HOUR})


def _policy(name: str, *, place: int, conditions: dict[str, list[str]]) -> SlaPolicy:
    made_at = clock.now() - timedelta(days=SPAN_DAYS + 30)
    return SlaPolicy.objects.create(name=name, place=place, conditions=conditions, warn_at=[50, 80], made_at=made_at)


def _aim(policy: SlaPolicy, targets: dict[str, int]) -> None:
    SlaTarget.objects.bulk_create(
        SlaTarget(policy=policy, priority=PRIORITIES[priority], kind=kind, seconds=round(seconds * share))
        for priority, share in HURRY.items()
        for kind, seconds in targets.items()
    )


def reckon(conversation_ids: list[int]) -> None:
    """The waits of these conversations, and their clocks where there are targets."""
    waiting.read_again(conversation_ids)
    clocks.keep(conversation_ids)
