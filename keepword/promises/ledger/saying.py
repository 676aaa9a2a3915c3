"""An agent answers, and gives their word in the same breath."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from keepword.conversations.drafting.departing import NotKept
from keepword.conversations.models import Conversation, Draft, Message
from keepword.conversations.models.draft import HELD, SCHEDULED
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.models import Agent
from keepword.promises.ledger.guarding import can_keep
from keepword.promises.ledger.making import promise
from keepword.promises.ledger.overriding import override
from keepword.promises.ledger.renewing import replace
from keepword.promises.models import Promise
from keepword.promises.models.promise import BY_AGENT, KEPT_BY_HAND

# What left a few seconds after it was written was judged when it was; what waited longer is judged when it leaves.
WAITED = (SCHEDULED, HELD)


@dataclass(frozen=True, slots=True)
class Given:
    """A promise that the agent wants counted. `reason` is why it is possible though the hours or the load speak
    against it, "" when nothing does."""

    what: str
    due_at: datetime
    said: str
    zone: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Denied:
    """A time that could not be kept, of which the agent says that it is no promise."""

    what: str
    due_at: datetime


def promised_in_draft(event: Event) -> None:
    """Reaction to `reply.left`: what the agent decided when they wrote counts from now on, when it is sent. Raises
    NotKept where hours and load cannot meet any more what was scheduled: then it does not leave."""
    draft = Draft.objects.select_related("conversation", "agent").get(pk=event.data["draft"])  # house: as it left
    given, denied = decisions_in(draft.promises)
    if draft.state in WAITED:
        _demand_kept(given, draft=draft)
    if given or denied:
        message = Message.objects.get(pk=event.data["message"])
        _count(draft.conversation, given=given, denied=denied, message=message, by=draft.agent)


def _demand_kept(given: Sequence[Given], *, draft: Draft) -> None:
    """Whoever said why a time is possible against hours and load knows better; but no past time can be kept."""
    now = clock.now()
    for one in given:
        if one.due_at <= now:
            raise NotKept
        verdict = can_keep(draft.conversation, due_at=one.due_at, what=one.what, at=now, by=draft.agent)
        if not (verdict.is_possible or one.reason):
            raise NotKept


def decisions_in(kept: dict[str, Any]) -> tuple[list[Given], list[Denied]]:
    """What `as_kept` made."""
    moment = datetime.fromisoformat
    given = [Given(**one | {"due_at": moment(one["due_at"])}) for one in kept.get("given", [])]
    return given, [Denied(one["what"], moment(one["due_at"])) for one in kept.get("denied", [])]


def as_kept(*, given: Sequence[Given], denied: Sequence[Denied]) -> dict[str, Any]:
    """As JSON, to wait in a draft."""
    rows = {"given": [asdict(one) for one in given], "denied": [asdict(one) for one in denied]}
    return {name: [one | {"due_at": one["due_at"].isoformat()} for one in them] for name, them in rows.items() if them}


def _count(
    conversation: Conversation, *, given: Sequence[Given], denied: Sequence[Denied], message: Message, by: Agent
) -> None:
    for one in given:
        _promise(conversation, given=one, message=message, by=by)
    for other in denied:
        override(conversation, what=other.what, due_at=other.due_at, reason="no promise", by=by)


def _promise(conversation: Conversation, *, given: Given, message: Message, by: Agent) -> None:
    before = _still_to_come(conversation, what=given.what)
    made = promise(
        conversation,
        what=given.what,
        due_at=given.due_at,
        kind=BY_AGENT,
        said=given.said,
        by=by,
        message=message,
        zone=given.zone,
    )
    if before is not None and before.pk != made.pk:
        replace(before, by_promise=made, by=by)
    if given.reason:
        override(conversation, what=given.what, due_at=given.due_at, reason=given.reason, by=by)


def _still_to_come(conversation: Conversation, *, what: str) -> Promise | None:
    if what not in KEPT_BY_HAND:
        return None
    return Promise.objects.open().filter(conversation=conversation, what=what).order_by("due_at").first()
