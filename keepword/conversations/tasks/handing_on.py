"""Somebody leaves, and what they had to do goes to a colleague, or back to whoever asked for it."""

from django.db import transaction

from keepword.conversations.models import Inbox, InternalTask
from keepword.conversations.models.internal_task import InternalTaskQuerySet
from keepword.conversations.tasks.owning import NotForThem, demand_seen, owners_of
from keepword.conversations.tasks.telling import HANDED_ON, tell
from keepword.conversations.teamwork.seers import Seers
from keepword.events.actor import Actor
from keepword.events.models import Event
from keepword.people.models import Agent


@transaction.atomic
def hand_tasks_on(agent: Agent, *, to: Agent | None, by: Actor, cause: Event) -> int:
    """All that is open goes to `to` where they may see it, else to whoever gave it, else to nobody: then it stands
    among the tasks without an owner. Returns how many."""
    # For the system, not for a person: their owner leaves.
    return _hand_on(InternalTask.objects.open().filter(agent=agent), to=to, by=by, cause=cause)


def hand_unseen_on(inbox: Inbox, *, seers: Seers, by: Actor, cause: Event) -> int:
    """The same for those whose owner may not see their conversation in this inbox any more. Returns how many."""
    # For the system, not for a person: whoever has these does not see them.
    held = InternalTask.objects.open().filter(conversation__inbox=inbox, agent__isnull=False)
    return _hand_on(held.exclude(agent__in=seers.of(inbox.pk)), to=None, by=by, cause=cause)


def _hand_on(tasks: InternalTaskQuerySet, *, to: Agent | None, by: Actor, cause: Event) -> int:
    found = list(tasks.select_related("conversation", "by").order_by("id").select_for_update(of=("self",)))
    for task in found:
        was = task.agent_id
        task.agent = _next(task, to=to, was=was)
        task.save(update_fields=["agent"])
        tell(task, HANDED_ON, by=by, agents=owners_of(task), cause=cause, was=was)
    return len(found)


@transaction.atomic
def give_tasks_back(agent: Agent, *, cause: Event, by: Actor) -> int:
    """Undo `hand_tasks_on`: what nobody else was given since comes back. Returns how many."""
    facts = Event.objects.filter(name=HANDED_ON, cause=cause, at__gte=cause.at).order_by("id")
    count = 0
    for data in facts.values_list("data", flat=True):
        # For the system: the agent held these a moment ago.
        task = InternalTask.objects.open().filter(pk=data["task"], agent_id=data["to"], team=None).first()
        if task:
            task.agent = agent
            task.save(update_fields=["agent"])
            tell(task, HANDED_ON, by=by, agents=[agent.pk], cause=cause, was=data["to"])
            count += 1
    return count


def _next(task: InternalTask, *, to: Agent | None, was: int | None) -> Agent | None:
    for one in (to, task.by):
        if one is not None and one.pk != was and one.is_active and _may_see(one, task=task):
            return one
    return None


def _may_see(agent: Agent, *, task: InternalTask) -> bool:
    try:
        demand_seen(task.conversation, agent=agent, team=None)
    except NotForThem:
        return False
    return True
