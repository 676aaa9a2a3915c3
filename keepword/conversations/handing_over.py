"""A shift ends: what is open is told to the next one, and somebody takes it over."""

import re

from django.db import transaction

from keepword.conversations.models import Conversation, HandOver
from keepword.conversations.models.conversation import OPEN, SNOOZED
from keepword.conversations.replying import NothingToSay
from keepword.events import log
from keepword.kit import clock
from keepword.kit.prepared import Prepared
from keepword.kit.storable import storable
from keepword.people.models import Agent, Team

MOST_NAMED = 50
MOST_COUNTED = 99
LONGEST = 10_000
REFERENCE = re.compile(r"\b[0-9A-Z]{4,12}\b", re.IGNORECASE | re.ASCII)


@transaction.atomic
def hand_over(*, text: str, by: Agent, team: Team | None = None) -> HandOver:
    """Leave a note for the next shift of a team, or for everybody. The conversations that it names by their public
    reference are linked to it, as far as the writer may see them. The same note twice within its waiting time is one:
    a form may come twice. Raises NothingToSay."""
    words = storable(text).strip()[:LONGEST]
    if not words:
        raise NothingToSay
    earlier = HandOver.objects.filter(by=by, team=team, text=words, taken_at=None).first()
    if earlier:
        return earlier
    note = HandOver.objects.create(team=team, by=by, at=clock.now(), text=words)
    note.conversations.set(_named(words, by=by))
    log.record("shift.handed_over", actor=by.as_actor, hand_over=note.pk, team=team.pk if team else None)
    return note


@transaction.atomic
def take_over(note: HandOver, *, by: Agent) -> bool:
    """The next shift has read it. False when a colleague was first: then it stays theirs."""
    taken = HandOver.objects.filter(pk=note.pk, taken_at=None).update(taken_by=by, taken_at=clock.now())
    note.refresh_from_db()
    if taken:
        log.record("shift.taken_over", actor=by.as_actor, hand_over=note.pk)
    return bool(taken)


@transaction.atomic
def put_back(note: HandOver, *, by: Agent) -> bool:
    """It was taken over by mistake: it stands over the inbox again. False when it stood there already."""
    put = HandOver.objects.filter(pk=note.pk, taken_at__isnull=False).update(taken_by=None, taken_at=None)
    note.refresh_from_db()
    if put:
        log.record("shift.put_back", actor=by.as_actor, hand_over=note.pk)
    return bool(put)


def waiting_for(agent: Agent) -> int:
    """How many hand-overs this agent could take over. Asked on every page of the desk, so it stops counting early."""
    return len(WAITING(agent=agent.pk))


def still_mine(agent: Agent) -> list[Conversation]:
    """What the agent leaves behind: their open and snoozed conversations, the longest waiting first."""
    mine = Conversation.objects.visible_to(agent).filter(assignee=agent, status__in=[OPEN, SNOOZED])
    return list(mine.with_people().order_by("waiting_since", "id")[:MOST_NAMED])


WAITING = Prepared(lambda agent: HandOver.objects.waiting_for(agent).values_list("id")[:MOST_COUNTED])


def _named(text: str, *, by: Agent) -> list[Conversation]:
    words = {word.upper() for word in REFERENCE.findall(text)}
    return list(Conversation.objects.visible_to(by).filter(reference__in=words)[:MOST_NAMED])
