"""An agent takes chats, or none; and their screen shows that they are there."""

from django.db import transaction
from django.db.models import Q

from keepword.conversations.chatting.availability import PRESENT_FOR
from keepword.events import log
from keepword.events.actor import Actor
from keepword.kit import clock
from keepword.people.models import Agent


@transaction.atomic
def take_chats(agent: Agent, *, by: Actor) -> None:
    """From now on chats ring for them, on every screen that they have open. Whoever says so themselves is there."""
    if Agent.objects.filter(pk=agent.pk, takes_chats=False).update(takes_chats=True):
        log.record("agent.takes_chats", actor=by, agent=agent.pk, to=[agent.pk])
    agent.takes_chats = True
    if by == agent.as_actor:
        screen_is_open(agent)


@transaction.atomic
def take_no_chats(agent: Agent, *, by: Actor) -> None:
    """What they hold stays theirs; nothing new rings."""
    if Agent.objects.filter(pk=agent.pk, takes_chats=True).update(takes_chats=False):
        log.record("agent.takes_no_chats", actor=by, agent=agent.pk, to=[agent.pk])
    agent.takes_chats = False


@transaction.atomic
def limit_chats(agent: Agent, *, most: int | None, by: Actor) -> None:
    """At once, 1 to MOST_CHATS; None for as many as the house says."""
    if Agent.objects.filter(pk=agent.pk).exclude(most_chats=most).update(most_chats=most):
        log.record("agent.chat_limit_changed", actor=by, agent=agent.pk, most=most)
    agent.most_chats = most


def screen_is_open(agent: Agent) -> None:
    """A screen of theirs shows a sign of life, about once a minute: written only of who takes chats."""
    if not agent.takes_chats:
        return
    now = clock.now()
    stale = Q(screen_at=None) | Q(screen_at__lt=now - PRESENT_FOR / 4)
    Agent.objects.filter(stale, pk=agent.pk).update(screen_at=now)
