"""The facts about a task. They name ids and times, never its words."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F

from keepword.conversations.models import Conversation, InternalTask
from keepword.events import log
from keepword.events.actor import Actor
from keepword.events.models import Event

GIVEN, CHANGED, DUE = "task.given", "task.changed", "task.due"
DONE, TAKEN_UP, MOVED, HANDED_ON = "task.done", "task.taken_up", "task.moved", "task.handed_on"
TOLD = "task.told"  # its result stands among somebody's words for this customer


def tell(
    task: InternalTask, name: str, *, by: Actor, agents: Iterable[int] = (), cause: Event | None = None, **more: Any
) -> Event:
    """`agents` are those whom it concerns; whoever did it knows already."""
    concerned = [one for one in dict.fromkeys(agents) if ("agent", one) != (by.kind, by.id)]
    conversation = task.conversation
    return log.record(
        name,
        actor=by,
        conversation_id=conversation.pk if conversation else None,
        inbox_id=conversation.inbox_id if conversation else None,
        cause=cause,
        task=task.pk,
        to=task.agent_id,
        team=task.team_id,
        agents=concerned,
        raised=task.is_raised,
        awaits=task.awaits,
        opportunity=task.opportunity,
        outcome=task.outcome,
        due_at=task.due_at.isoformat() if task.due_at else None,
        **more,
    )


def show_on(conversation_id: int) -> None:
    """From now on the conversation's page asks for its tasks."""
    rows = Conversation.objects.filter(pk=conversation_id, has_tasks=False)  # house: whoever gives one may see it
    rows.update(has_tasks=True, version=F("version") + 1)
