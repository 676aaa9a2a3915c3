"""Tell people of the team that something is or will be late: by a fact, which `notices/` brings to them."""

from collections.abc import Iterable
from typing import Any

from keepword.conversations.models import Conversation
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.events import log
from keepword.events.actor import Actor
from keepword.events.models import Event
from keepword.people.models import Agent
from keepword.promises.clocks.steps import NOTIFY_AGENT, NOTIFY_TEAM


def notify(conversation: Conversation, *, steps: Iterable[dict[str, Any]], by: Actor, cause: Event) -> None:
    """Each of them once, however many steps name them; whoever may not see the conversation is passed over."""
    agents = [agent for agent in _named(conversation, steps=steps) if _may_see(agent, conversation)]
    if not agents:
        return
    ids = {"conversation_id": conversation.pk, "inbox_id": conversation.inbox_id}
    log.record("notice.given", actor=by, cause=cause, **ids, to=[agent.pk for agent in agents])


def _named(conversation: Conversation, *, steps: Iterable[dict[str, Any]]) -> list[Agent]:
    """In one order, whatever that of the steps."""
    found: set[Agent] = set()
    for step in steps:
        found |= set(_of(conversation, what=step["what"], to=step["to"]))
    return sorted(found, key=lambda agent: agent.pk)


def _of(conversation: Conversation, *, what: str, to: Any) -> Iterable[Agent]:
    """Whoever holds it, else the team that it lies with, where nobody is named. Read anew: a step before this one may
    have given it to somebody."""
    active = Agent.objects.active()
    if what == NOTIFY_AGENT:
        return active.filter(pk=to)
    if what == NOTIFY_TEAM:
        return active.filter(teams=to)
    held = Conversation.objects.filter(pk=conversation.pk).values_list("assignee_id", "team_id")  # house: not shown
    assignee_id, team_id = held.get()
    return active.filter(pk=assignee_id) if assignee_id else active.filter(teams=team_id or 0)


def _may_see(agent: Agent, conversation: Conversation) -> bool:
    ids = visible_inbox_ids(agent)
    return ids is None or conversation.inbox_id in ids
