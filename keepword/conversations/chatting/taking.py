"""Somebody takes a chat: one of those for whom it rings, whoever is first."""

from contextlib import suppress

from django.db import transaction

from keepword.conversations.assigning import assign, assign_team
from keepword.conversations.changing import lock, tell
from keepword.conversations.chatting.going_on import say_who_goes_on
from keepword.conversations.models import Chat, Conversation
from keepword.conversations.models.chat import RINGING, RUNNING, UNANSWERED
from keepword.people.models import Agent


class NotToTake(Exception):
    """It rings no more. `by`: who has it, None for nobody."""

    def __init__(self, by: Agent | None) -> None:
        super().__init__()
        self.by = by


def take_what_rings(conversation: Conversation, *, by: Agent) -> None:
    """Whoever answers a chat that nobody has takes it. One that a colleague has stays theirs."""
    if Chat.objects.filter(conversation=conversation.pk, state__in=[RINGING, UNANSWERED], given_by=None).exists():
        with suppress(NotToTake):
            take(conversation, by=by)


@transaction.atomic
def take(conversation: Conversation, *, by: Agent) -> None:
    """Once for whoever is first; nothing for whoever has it. Raises NotToTake, and CannotSeeIt."""
    lock(conversation)
    chat = Chat.objects.filter(conversation=conversation.pk).first()
    if chat is None or chat.state not in (RINGING, UNANSWERED):
        holder = conversation.assignee
        if holder is None or holder.pk != by.pk:
            raise NotToTake(holder)
        return
    if chat.rings_team:
        assign_team(conversation, to=chat.rings_team, by=by.as_actor)
    was_given = chat.given_by_id is not None
    if conversation.assignee_id == by.pk:  # whoever gave it takes it back
        chat.change(state=RUNNING, rings_for=None, rings_team=None, rings_until=None, given_by=None)
        was_given = False
    assign(conversation, to=by, by=by.as_actor)
    taken = tell(conversation, "chat.taken", by=by.as_actor, agent=by.pk)
    if was_given:
        say_who_goes_on(conversation, who=by, cause=taken)
