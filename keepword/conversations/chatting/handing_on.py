"""Whoever holds a chat gives it to a colleague or to a team, with a word why. It stays theirs until it is taken."""

from datetime import timedelta

from django.db import transaction

from keepword.conversations.changing import lock, tell
from keepword.conversations.chatting.availability import takers
from keepword.conversations.chatting.rules import rules
from keepword.conversations.models import Chat, Conversation, Message
from keepword.conversations.models.chat import RINGING, RUNNING
from keepword.conversations.noting import note
from keepword.kit import clock
from keepword.people.models import Agent, Team


class NotThere(ValueError):
    """Nobody of those takes chats now."""


class NotRunning(ValueError):
    """It is over, or somebody else holds it by now."""


def hand_to_agent(conversation: Conversation, *, to: Agent, why: str, by: Agent, form: str = "") -> Message:
    """Rings for `to` alone. `why` becomes a note, which they read first; `form` as in `noting.note`.
    Raises NotThere, NotRunning, NothingToSay, NotForThem."""
    return _hand(conversation, agent=to, team=None, why=why, by=by, form=form)


def hand_to_team(conversation: Conversation, *, to: Team, why: str, by: Agent, form: str = "") -> Message:
    """Rings for all of them who take chats; as `hand_to_agent`."""
    return _hand(conversation, agent=None, team=to, why=why, by=by, form=form)


@transaction.atomic
def _hand(
    conversation: Conversation, *, agent: Agent | None, team: Team | None, why: str, by: Agent, form: str
) -> Message:
    lock(conversation)
    chat = Chat.objects.filter(conversation=conversation.pk).first()
    if chat and chat.state == RINGING and chat.given_by_id == by.pk:  # the same form, pressed twice
        return note(conversation, text=why, by=by, form=form)
    if chat is None or chat.state != RUNNING or conversation.assignee_id != by.pk:
        raise NotRunning
    now = clock.now()
    those = takers(conversation.inbox_id, now=now, team=team.pk if team else None, but=[by.pk])
    ids = [one.agent_id for one in those if agent is None or one.agent_id == agent.pk]
    if not ids:
        raise NotThere
    said = note(conversation, text=why, by=by, form=form)
    until = now + timedelta(seconds=rules().ring_seconds)
    asked_now = {"state": RINGING, "rings_for": agent, "rings_team": team, "rings_until": until, "given_by": by}
    chat.change(**asked_now, note=said, tried=[*ids, by.pk])  # `by` too hears who took it
    asked = {"agent": agent.pk if agent else None, "team": team.pk if team else None}
    tell(conversation, "chat.handed_on", by=by.as_actor, to=ids, asked=asked)
    return said
