"""Somebody knows better than hours and load: they may, and it is remembered why."""

from datetime import datetime

from keepword.conversations.changing import tell
from keepword.conversations.models import Conversation
from keepword.people.models import Agent

REASON = 300


def override(conversation: Conversation, *, what: str, due_at: datetime, reason: str, by: Agent) -> None:
    """Record `promise.overridden`. In the transaction of what it speaks of."""
    due, why = due_at.isoformat(), reason.strip()[:REASON]
    tell(conversation, "promise.overridden", by=by.as_actor, what=what, due_at=due, reason=why)
