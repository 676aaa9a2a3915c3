"""What the agent decided about each time in their words: counted, changed, left, or not decided yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from keepword.conversations.models import Conversation
from keepword.people.models import Agent
from keepword.promises.ledger.guarding import can_keep
from keepword.promises.ledger.offering import Offer, on_wall
from keepword.promises.ledger.saying import Denied, Given
from keepword.web.conversations.offers import KEEP, LEAVE, WALL, moment_typed


@dataclass(slots=True)
class Decided:
    """`is_open` when something still waits for a decision: then nothing is sent."""

    given: list[Given] = field(default_factory=list)
    denied: list[Denied] = field(default_factory=list)
    is_open: bool = False


def decided(offers: Sequence[Offer], *, data: Mapping[str, str], conversation: Conversation, by: Agent) -> Decided:
    """Read from the form, one `count-…` for each offer. A time that cannot be kept needs a reason, or another time."""
    found = Decided()
    for offer in offers:
        choice = data.get(f"count-{offer.key}")
        if choice == KEEP:
            _keep(offer, data=data, conversation=conversation, by=by, found=found)
        elif choice == LEAVE:
            _leave(offer, found=found)
        else:
            found.is_open = True
    return found


def _leave(offer: Offer, *, found: Decided) -> None:
    if not offer.verdict.is_possible:
        found.denied.append(Denied(offer.stated.what, offer.stated.due_at))


def _keep(offer: Offer, *, data: Mapping[str, str], conversation: Conversation, by: Agent, found: Decided) -> None:
    due_at, verdict = offer.stated.due_at, offer.verdict
    typed = data.get(f"until-{offer.key}", "")
    if typed and typed != data.get(f"was-{offer.key}") and typed != on_wall(due_at, zone=offer.zone).strftime(WALL):
        moment = moment_typed(typed, zone=offer.zone)
        if moment is None:
            found.is_open = True
            return
        due_at = moment
        verdict = can_keep(conversation, due_at=due_at, what=offer.stated.what, by=by)
    reason = data.get(f"reason-{offer.key}", "").strip()
    if not verdict.is_possible and not reason:
        found.is_open = True
        return
    said = offer.stated.sentence or offer.stated.text
    found.given.append(
        Given(offer.stated.what, due_at, said, offer.zone, reason="" if verdict.is_possible else reason)
    )
