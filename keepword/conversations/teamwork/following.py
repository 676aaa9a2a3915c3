"""Hear what becomes of a conversation: whoever asks for it, writes in it or is called."""

from collections.abc import Iterable

from django.db import transaction

from keepword.conversations.changing import lock, tell
from keepword.conversations.models import Conversation, Follower
from keepword.conversations.teamwork.seers import who_may_see
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.models import Agent


@transaction.atomic
def follow(conversation: Conversation, *, by: Agent) -> None:
    """Twice is once."""
    lock(conversation)
    if not _follows(conversation, agent=by):
        add_followers(conversation, agents=[by.pk])
        tell(conversation, "conversation.followed", by=by.as_actor)


@transaction.atomic
def unfollow(conversation: Conversation, *, by: Agent) -> None:
    """Until they write here again, or are called."""
    lock(conversation)
    if Follower.objects.filter(conversation=conversation, agent=by).delete()[0]:
        tell(conversation, "conversation.unfollowed", by=by.as_actor)


def followers_of(conversation: Conversation) -> list[Agent]:
    """By name; those who may see it no longer are left out."""
    ids = Follower.objects.filter(conversation=conversation).values("agent_id")
    return list(who_may_see(conversation).filter(pk__in=ids).order_by("name", "id"))


def add_followers(conversation: Conversation, *, agents: Iterable[int]) -> None:
    now = clock.now()
    rows = [Follower(conversation=conversation, agent_id=agent, at=now) for agent in agents]
    Follower.objects.bulk_create(rows, ignore_conflicts=True)


def who_wrote_follows(event: Event) -> None:
    """Reaction to what an agent said."""
    if event.actor_kind == "agent" and event.conversation_id and event.actor_id:
        row = Follower(conversation_id=event.conversation_id, agent_id=event.actor_id, at=clock.now())
        Follower.objects.bulk_create([row], ignore_conflicts=True)


def follow_where_it_goes_on(event: Event) -> None:
    """Reaction to a merge: who followed the one follows the other."""
    if event.conversation_id is None:
        return
    theirs = Follower.objects.filter(conversation_id=event.conversation_id).values_list("agent_id", flat=True)
    add_followers(Conversation(pk=event.data["into"]), agents=list(theirs))


def _follows(conversation: Conversation, *, agent: Agent) -> bool:
    return Follower.objects.filter(conversation=conversation, agent=agent).exists()
