"""Somebody deletes a conversation by hand: for a month it can be brought back, then its words are gone."""

from datetime import timedelta

from django.db import transaction

from keepword.conversations.changing import lock, tell
from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import MERGED, RESOLVED, SPAM
from keepword.conversations.resolving import resolve
from keepword.kit import clock
from keepword.people.models import Agent

KEPT = timedelta(days=30)


class CannotDelete(ValueError):
    """`why` is "held" or "merged" (the conversation in which it went on is deleted instead)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def delete(conversation: Conversation, *, by: Agent) -> None:
    """It is resolved, and its words go in thirty days, with those of what was merged into it. If the customer writes
    again before that, it is not deleted. Raises CannotDelete."""
    lock(conversation)
    if conversation.is_held or Conversation.objects.filter(merged_into=conversation, is_held=True).exists():
        raise CannotDelete("held")
    if conversation.status == MERGED:
        raise CannotDelete("merged")
    if conversation.delete_at is not None:
        return
    if conversation.status not in (RESOLVED, SPAM):
        resolve(conversation, by=by.as_actor)
    conversation.change(delete_at=clock.now() + KEPT)
    tell(conversation, "conversation.deleted", by=by.as_actor)


@transaction.atomic
def bring_back(conversation: Conversation, *, by: Agent) -> None:
    """It stays. Safe twice; what is empty already cannot come back."""
    lock(conversation)
    if conversation.delete_at is None:
        return
    conversation.change(delete_at=None)
    tell(conversation, "conversation.brought_back", by=by.as_actor)
