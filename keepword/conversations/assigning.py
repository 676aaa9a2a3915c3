"""Give a conversation to somebody, or to a team."""

from django.db import transaction

from keepword.conversations.changing import lock, tell
from keepword.conversations.chatting.holding import held
from keepword.conversations.models import Conversation
from keepword.conversations.models.chat import CHAT
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.events.actor import Actor
from keepword.events.models import Event
from keepword.people.models import Agent, Team


class CannotSeeIt(ValueError):
    """The agent may not see this conversation, or does not work here any more."""


@transaction.atomic
def assign(conversation: Conversation, *, to: Agent | None, by: Actor, cause: Event | None = None) -> None:
    """`to` None takes it from whoever holds it. Raises CannotSeeIt."""
    lock(conversation)
    if conversation.assignee_id == (to.pk if to else None):
        return
    if to is not None and not _may_hold(to, conversation=conversation):
        raise CannotSeeIt
    was = conversation.assignee_id
    conversation.change(assignee=to)
    if conversation.channel == CHAT:
        held(conversation)
    tell(conversation, "conversation.assigned", by=by, cause=cause, to=to.pk if to else None, was=was)


def _may_hold(agent: Agent, *, conversation: Conversation) -> bool:
    ids = visible_inbox_ids(agent)
    return agent.is_active and (ids is None or conversation.inbox_id in ids)


@transaction.atomic
def assign_team(conversation: Conversation, *, to: Team | None, by: Actor, cause: Event | None = None) -> None:
    """`to` None takes it from its team."""
    lock(conversation)
    if conversation.team_id == (to.pk if to else None):
        return
    was = conversation.team_id
    conversation.change(team=to)
    tell(conversation, "conversation.team_assigned", by=by, cause=cause, to=to.pk if to else None, was=was)
