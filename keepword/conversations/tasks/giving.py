"""Somebody is asked to do something; what was asked is put right."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from keepword.conversations.changing import lock
from keepword.conversations.models import Conversation, InternalTask
from keepword.conversations.models.internal_task import ANOTHER_TEAM, NOBODY
from keepword.conversations.seeing import newest_of_all
from keepword.conversations.tasks.owning import demand_seen, owners_of
from keepword.conversations.tasks.telling import CHANGED, GIVEN, show_on, tell
from keepword.kit import clock
from keepword.kit.storable import storable
from keepword.people.models import Agent, Team

LONGEST = 2000


class NoWords(ValueError):
    """It does not say what to do."""


class NoCustomer(ValueError):
    """What is raised is raised for a customer: it needs a conversation."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be done, by whom (an agent or a team), and until when (aware; None for some time). `awaits` as of
    `InternalTask`, whom the conversation waits for; None where nobody says. `opportunity` and `ground` as there; see
    `opportunities/`, which asks what must be asked before."""

    words: str
    agent: Agent | None = None
    team: Team | None = None
    due_at: datetime | None = None
    awaits: str | None = None
    opportunity: str = ""
    ground: str = ""


@transaction.atomic
def give(
    asked: Asked,
    *,
    by: Agent,
    conversation: Conversation | None = None,
    is_raised: bool = False,
    mark: str | None = None,
) -> InternalTask:
    """Without an owner it is one's own. `mark` makes two sendings of one form one task. Raises NoWords, NotForThem or
    NoCustomer."""
    words = _words(asked)
    if is_raised and conversation is None:
        raise NoCustomer
    if conversation is not None:
        lock(conversation)
    earlier = InternalTask.objects.filter(mark=mark, by=by).first() if mark else None  # house: one's own
    if earlier is not None:
        return earlier
    demand_seen(conversation, agent=asked.agent, team=asked.team)
    task = InternalTask.objects.create(
        conversation=conversation,
        about_id=newest_of_all(conversation.pk) or None if conversation else None,
        words=words,
        agent=asked.agent or (None if asked.team else by),
        team=None if asked.agent else asked.team,
        by=by,
        given_at=clock.now(),
        due_at=asked.due_at,
        awaits=_awaited(asked, conversation=conversation),
        is_raised=is_raised,
        mark=mark,
        opportunity=asked.opportunity,
        ground=asked.ground,
    )
    if conversation is not None:
        show_on(conversation.pk)
        conversation.has_tasks = True
    tell(task, GIVEN, by=by.as_actor, agents=owners_of(task))
    return task


@transaction.atomic
def change(task: InternalTask, *, to: Asked, by: Agent) -> bool:
    """Other words, another owner, another time. False when nothing is different. Raises NoWords or NotForThem."""
    words = _words(to)
    held = held_task(task)
    wanted = {
        "words": words,
        "agent_id": to.agent.pk if to.agent else None,
        "team_id": to.team.pk if to.team and not to.agent else None,
        "due_at": to.due_at,
        "awaits": held.awaits if to.awaits is None else to.awaits,
    }
    changed = [name for name, value in wanted.items() if getattr(held, name) != value]
    if not changed:
        return False
    is_given_on = bool({"agent_id", "team_id"} & {*changed})
    if is_given_on:
        demand_seen(held.conversation, agent=to.agent, team=to.team)
    for name in changed:
        setattr(held, name, wanted[name])
    if "due_at" in changed:
        held.is_due_told = False
    held.save()
    tell(held, GIVEN if is_given_on else CHANGED, by=by.as_actor, agents=owners_of(held))
    return True


def held_task(task: InternalTask) -> InternalTask:
    """As it is now, and nobody else changes it meanwhile: the conversation first, as everywhere."""
    if task.conversation is not None:
        lock(task.conversation)
    rows = InternalTask.objects.with_people().select_for_update(of=("self",))
    return rows.get(pk=task.pk)  # house: whoever acts was asked before


def _awaited(asked: Asked, *, conversation: Conversation | None) -> str:
    """Where nobody says: the team that is asked, if it is another than the conversation's."""
    if asked.awaits is not None:
        return asked.awaits
    is_other = asked.team is not None and asked.team.pk != (conversation.team_id if conversation else None)
    return ANOTHER_TEAM if is_other else NOBODY


def _words(asked: Asked) -> str:
    words = storable(asked.words).strip()[:LONGEST]
    if not words:
        raise NoWords
    return words
