"""What a warning or a breach sets in motion, by the verbs that agents use."""

import logging
from collections.abc import Callable
from typing import Any

from keepword.conversations.assigning import CannotSeeIt, assign, assign_team
from keepword.conversations.models import Conversation
from keepword.conversations.noting import leave_note
from keepword.conversations.prioritising import prioritise
from keepword.conversations.tagging import tag
from keepword.events.actor import Actor
from keepword.events.models import Event
from keepword.people.models import Agent, Team
from keepword.promises.clocks.notifying import notify
from keepword.promises.clocks.steps import AGENT, NOTE, NOTIFYING, PRIORITY, TAG, TEAM
from keepword.promises.models import SlaPolicy

log = logging.getLogger(__name__)

KIND = "rule"


def escalate(conversation: Conversation, *, policy: SlaPolicy, share: int, cause: Event) -> None:
    """All escalations of a policy at this share (100 for a breach). Each is recorded with what caused it. Nothing
    escalates what an escalation of the same policy did."""
    if _is_own_work(cause, policy=policy):
        return
    by = Actor(KIND, policy.pk)
    steps = [(place, step) for place, step in enumerate(policy.escalations) if step["at"] == share]
    for place, step in steps:
        if step["what"] in VERBS:
            VERBS[step["what"]](conversation, step["to"], by, cause)
        elif step["what"] == NOTE:
            once = f"{cause.pk}:{place}"
            leave_note(conversation, text=step["to"], sender_name=policy.name, once=once, by=by, cause=cause)
    notify(conversation, steps=[step for _, step in steps if step["what"] in NOTIFYING], by=by, cause=cause)


def _is_own_work(event: Event, *, policy: SlaPolicy) -> bool:
    cause: Event | None = event
    while cause is not None:
        if (cause.actor_kind, cause.actor_id) == (KIND, policy.pk):
            return True
        cause = cause.cause
    return False


def _to_agent(conversation: Conversation, to: Any, by: Actor, cause: Event) -> None:
    """Somebody who left or may not see it is passed over."""
    agent = Agent.objects.filter(pk=to).first()
    if agent is None:
        return
    try:
        assign(conversation, to=agent, by=by, cause=cause)
    except CannotSeeIt:
        log.warning("Conversation %s could not be given to agent %s", conversation.pk, agent.pk)


def _to_team(conversation: Conversation, to: Any, by: Actor, cause: Event) -> None:
    team = Team.objects.filter(pk=to).first()
    if team is not None:
        assign_team(conversation, to=team, by=by, cause=cause)


def _priority(conversation: Conversation, to: Any, by: Actor, cause: Event) -> None:
    prioritise(conversation, priority=str(to), by=by, cause=cause)


def _tag(conversation: Conversation, to: Any, by: Actor, cause: Event) -> None:
    tag(conversation, name=str(to), by=by, cause=cause)


VERBS: dict[str, Callable[[Conversation, Any, Actor, Event], None]] = {
    AGENT: _to_agent,
    TEAM: _to_team,
    PRIORITY: _priority,
    TAG: _tag,
}
