"""Somebody leaves, or is let in no more, and what they took care of goes to a colleague or back to everybody."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import F

from keepword.conversations.assigning import assign
from keepword.conversations.models import Conversation, Inbox
from keepword.conversations.models.conversation import OPEN, SNOOZED, WAITING
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.conversations.tasks.handing_on import give_tasks_back, hand_tasks_on, hand_unseen_on
from keepword.conversations.teamwork.seers import Seers
from keepword.events import log
from keepword.events.actor import SYSTEM, Actor
from keepword.events.log import Fact
from keepword.events.models import Event
from keepword.events.reacting import Finish
from keepword.people.models import Agent

UNFINISHED = (OPEN, WAITING, SNOOZED)
SIGHT = {"teams", "role"}  # what decides who sees an inbox, in the facts of agents and of inboxes
AT_ONCE = 500  # conversations in one go
LONGEST = timedelta(minutes=10)  # that a transaction takes


@transaction.atomic
def hand_on(agent: Agent, *, to: Agent | None, by: Actor, cause: Event) -> int:
    """Everything unfinished goes to `to`, or to nobody where they may not see it and when `to` is None; open tasks as
    `hand_tasks_on` says. Returns how many conversations. `cause` is the fact that the agent left. What is resolved
    stays, until its customer writes: `let_go`."""
    # For the system, not for a person: whatever inbox it lies in, its holder leaves.
    held = Conversation.objects.filter(assignee=agent, status__in=UNFINISHED).order_by("id").select_for_update()
    found = list(held.values_list("id", "inbox_id"))
    theirs = [row for row in found if to and _may_see(to, inbox_id=row[1])]
    _move(theirs, to=to, was=agent.pk, by=by, cause=cause)
    _move(sorted({*found} - {*theirs}), to=None, was=agent.pk, by=by, cause=cause)
    hand_tasks_on(agent, to=to, by=by, cause=cause)
    return len(found)


def _may_see(agent: Agent, *, inbox_id: int) -> bool:
    ids = visible_inbox_ids(agent)
    return ids is None or inbox_id in ids


def _move(rows: list[tuple[int, int]], *, to: Agent | None, was: int, by: Actor, cause: Event) -> None:
    data = {"to": to.pk if to else None, "was": was}
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        moved = Conversation.objects.filter(id__in=[number for number, _ in some])  # house: found by their holder
        moved.update(assignee=to, version=F("version") + 1)
        log.record_all(
            Fact("conversation.assigned", by, number, inbox_id, cause=cause, data=data) for number, inbox_id in some
        )


@transaction.atomic
def give_back(agent: Agent, *, cause: Event, by: Actor) -> int:
    """Undo `hand_on`: what nobody else took since then comes back to the agent. Returns how many."""
    count = 0
    for number, to in _handed_on(cause):
        # For the system: the agent held these a moment ago.
        conversation = Conversation.objects.filter(pk=number, assignee_id=to).first()
        if conversation:
            assign(conversation, to=agent, by=by)
            count += 1
    give_tasks_back(agent, cause=cause, by=by)
    return count


def _handed_on(cause: Event) -> Iterator[tuple[int, int | None]]:
    """Conversation and new holder. Found by name and time, which have an index, as a cause has none."""
    facts = Event.objects.filter(name="conversation.assigned", at__gte=cause.at, at__lte=cause.at + LONGEST)
    for fact in facts.filter(cause=cause).order_by("id"):
        if fact.conversation_id:
            yield fact.conversation_id, fact.data.get("to")


def let_go_of_unseen(event: Event) -> Finish | None:
    """Reaction to `agent.changed`, `team.changed` and `inbox.changed`: what somebody holds and may see no longer would
    wait for ever. Conversations stand among the unassigned, tasks go as `hand_tasks_on` says."""
    changed = event.data.get("fields")
    return partial(_let_go_of_unseen, event) if changed is None or SIGHT & {*changed} else None


@transaction.atomic
def _let_go_of_unseen(event: Event) -> None:
    seers = Seers()
    for inbox in Inbox.objects.filter(teams__isnull=False).distinct().order_by("id"):
        # For the system, not for a person: whoever holds these does not see them.
        held = Conversation.objects.filter(inbox=inbox, status__in=UNFINISHED, assignee__isnull=False)
        unseen = held.exclude(assignee__in=seers.of(inbox.pk)).order_by("id").select_for_update(of=("self",))
        by_holder: dict[int, list[tuple[int, int]]] = {}
        for number, holder in unseen.values_list("id", "assignee_id"):
            by_holder.setdefault(holder or 0, []).append((number, inbox.pk))
        for holder, rows in by_holder.items():
            _move(rows, to=None, was=holder, by=SYSTEM, cause=event)
        hand_unseen_on(inbox, seers=seers, by=SYSTEM, cause=event)


def let_go(event: Event) -> None:
    """A conversation was opened again: whoever does not work here any more holds it no longer, so that it stands
    among the unassigned and is seen."""
    held = Conversation.objects.filter(pk=event.conversation_id or 0, assignee__is_active=False)
    for conversation in held:
        assign(conversation, to=None, by=SYSTEM)
