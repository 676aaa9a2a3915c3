"""An answer is decided: it leaves after a pause in which it can be taken back, or at a chosen time.

It stays a draft until then. The task that sends it is written in this transaction, so a restart forgets nothing, and
whoever changes the time leaves the old task with nothing to do.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from keepword.conversations.changing import lock, tell
from keepword.conversations.drafting.departing import addressee, send
from keepword.conversations.drafting.keeping import Written, bring_back
from keepword.conversations.drafting.marking import mark
from keepword.conversations.drafting.taking_over import take_over
from keepword.conversations.models import Conversation, Draft
from keepword.conversations.models.draft import HELD, LEAVING, ON_ITS_WAY, SCHEDULED, TO_CUSTOMER
from keepword.conversations.replying import answer_addresses
from keepword.conversations.seeing import Read, demand_seen, demand_unanswered
from keepword.events.models import Task
from keepword.kit import clock
from keepword.kit.storable import storable
from keepword.people.models import Agent

PAUSING, IS_SCHEDULED = "reply.pausing", "reply.scheduled"
RECALLED, CANCELLED = "reply.recalled", "reply.cancelled"


class TooLate(ValueError):
    """It left already."""


class NotToCome(ValueError):
    """A time that has gone by."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What happens when it leaves, and when. Fields as of `Draft`; `read` as of `demand_unanswered`."""

    send_at: datetime
    then: str = ""
    then_until: datetime | None = None
    macros: list[dict[str, Any]] = field(default_factory=list)
    promises: dict[str, Any] = field(default_factory=dict)
    mark: str | None = None
    seen: int | None = None
    read: Read | None = None


def planned_before(conversation: Conversation, *, agent: Agent, mark: str | None) -> Draft | None:
    """What was decided in the same form with the same words: two quick presses are one answer."""
    if mark is None:
        return None
    return Draft.objects.filter(conversation=conversation, agent=agent, mark=mark, state__in=ON_ITS_WAY).first()


@transaction.atomic
def send_at_once(draft: Draft, *, plan: Plan) -> None:
    """It leaves now. Raises what `pause` raises."""
    _decide(draft, plan=plan)
    send(draft)


@transaction.atomic
def pause(draft: Draft, *, plan: Plan) -> None:
    """It leaves in a few seconds. Raises what `replying.reply` and `using.use` raise, NotSeen and Answered: all that
    can go wrong is found out now, while somebody looks."""
    _plan(draft, plan=plan, state=LEAVING, fact=PAUSING)


@transaction.atomic
def schedule(draft: Draft, *, plan: Plan) -> None:
    """It leaves at that time, unless the customer writes before. Raises NotToCome, and what `pause` raises."""
    if plan.send_at <= clock.now():
        raise NotToCome
    _plan(draft, plan=plan, state=SCHEDULED, fact=IS_SCHEDULED)


@transaction.atomic
def schedule_apart(conversation: Conversation, *, written: Written, by: Agent, plan: Plan) -> Draft:
    """An answer beside whatever the agent is writing. Raises what `schedule` raises."""
    draft = Draft.objects.create(
        conversation=conversation,
        agent=by,
        kind=TO_CUSTOMER,
        state=HELD,
        text=storable(written.text),
        recipients=written.recipients,
        changed_at=clock.now(),
    )
    schedule(draft, plan=plan)
    return draft


def _plan(draft: Draft, *, plan: Plan, state: str, fact: str) -> None:
    _decide(draft, plan=plan)
    to = _rehearsed(draft)
    _set_time(draft, send_at=plan.send_at, state=state, fact=fact, to=to)


def _decide(draft: Draft, *, plan: Plan) -> None:
    demand_seen(lock(draft.conversation), seen=plan.seen)
    demand_unanswered(draft.conversation, read=plan.read, by=draft.agent)
    draft.then, draft.then_until, draft.macros, draft.promises = plan.then, plan.then_until, plan.macros, plan.promises
    draft.mark, draft.seen = plan.mark, plan.seen
    draft.save()


def _rehearsed(draft: Draft) -> list[str]:
    """Send it and take all of that back: whatever would refuse it later refuses it now. Returns to whom it went."""
    with transaction.atomic():
        message = send(Draft.objects.select_related("conversation", "agent").get(pk=draft.pk))
        transaction.set_rollback(True)
    return list(message.recipients["to"])


def _set_time(draft: Draft, *, send_at: datetime, state: str, fact: str, to: Sequence[str]) -> None:
    draft.state, draft.send_at, draft.held_for, draft.changed_at = state, send_at, "", clock.now()
    draft.save()
    mark(draft.conversation)
    about: dict[str, Any] = {"draft": draft.pk, "send_at": send_at.isoformat(), "to": addressee(to)}
    event = tell(draft.conversation, fact, by=draft.agent.as_actor, **about)
    Task.objects.filter(event=event).update(run_at=send_at)


@transaction.atomic
def put_off(draft: Draft, *, send_at: datetime, by: Agent) -> None:
    """Another time. What was held because the customer wrote has been read by whoever says so. Raises TooLate or
    NotToCome."""
    if send_at <= clock.now():
        raise NotToCome
    held = _held(draft, by=by)
    if held.state == HELD:
        held.seen = None
    _set_time(held, send_at=send_at, state=SCHEDULED, fact=IS_SCHEDULED, to=answer_addresses(held.conversation))


@transaction.atomic
def send_now(draft: Draft, *, by: Agent) -> None:
    """Without waiting. Raises TooLate, and what `send` raises."""
    send(_held(draft, by=by))


@transaction.atomic
def recall(draft: Draft, *, by: Agent) -> Draft:
    """Taken back: it is a draft again, with its files and with what its macros would do; of whoever wrote it, or of
    `by` where they may not answer any more. Nothing had been done. Raises TooLate."""
    held = _held(draft, by=by)
    fact = RECALLED if held.state == LEAVING else CANCELLED
    begun = bring_back(held)
    tell(held.conversation, fact, by=by.as_actor, draft=begun.pk)
    return begun


def _held(draft: Draft, *, by: Agent) -> Draft:
    """As it is now, and nobody else decides about it meanwhile. Raises TooLate."""
    lock(draft.conversation)
    rows = Draft.objects.select_related("conversation", "agent").filter(pk=draft.pk, state__in=ON_ITS_WAY)
    found = rows.first()
    if found is None:
        raise TooLate
    take_over(found, by=by)
    return found
