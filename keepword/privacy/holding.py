"""A conversation is kept whatever the rules say: for a court, an authority, a quarrel."""

from django.db import transaction
from django.db.models import QuerySet

from keepword.conversations.binning import restore
from keepword.conversations.changing import lock, tell
from keepword.conversations.models import Conversation
from keepword.kit import clock
from keepword.people.models import Agent
from keepword.privacy.models import Hold

LENGTH = 300


class NoReason(ValueError):
    """Whoever looks at it in a year must know why it is kept."""


@transaction.atomic
def hold(conversation: Conversation, *, reason: str, by: Agent) -> None:
    """Until somebody ends it. A second time does nothing. What somebody had deleted is kept after all. Raises
    NoReason."""
    reason = reason.strip()[:LENGTH]
    if not reason:
        raise NoReason
    lock(conversation)
    if conversation.is_held:
        return
    Hold.objects.create(conversation=conversation, reason=reason, by=by, at=clock.now())
    restore(conversation, by=by)
    conversation.change(is_held=True)
    tell(conversation, "conversation.held", by=by.as_actor)


@transaction.atomic
def release(conversation: Conversation, *, by: Agent) -> None:
    """The rules hold for it again."""
    lock(conversation)
    if not conversation.is_held:
        return
    Hold.objects.filter(conversation=conversation, ended_at=None).update(ended_at=clock.now(), ended_by=by)
    conversation.change(is_held=False)
    tell(conversation, "conversation.released", by=by.as_actor)


def holds_of(conversation: Conversation) -> QuerySet[Hold]:
    """All that there were, the newest first. For whoever sees the conversation."""
    return Hold.objects.filter(conversation=conversation).select_related("by", "ended_by").order_by("-id")
