"""Whoever wrote an answer for later may be gone, or not let in, when its time comes: a colleague goes on with it."""

from keepword.conversations.models import Draft
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.people.models import Agent
from keepword.people.permissions import REPLY


def may_still_answer(draft: Draft) -> bool:
    """Whether its writer works here, has a role that answers, and sees the conversation. Asks what is so now, of an
    agent that was just read."""
    ids = visible_inbox_ids(draft.agent)
    may_see = ids is None or draft.conversation.inbox_id in ids
    return draft.agent.is_active and draft.agent.may(REPLY) and may_see


def take_over(draft: Draft, *, by: Agent) -> None:
    """Whoever decides about an answer whose writer cannot any more does it in their own name: words that were given
    back to somebody who is gone would be lost. Whoever calls holds the conversation."""
    if draft.agent_id != by.pk and not may_still_answer(draft):
        draft.agent = by
        draft.save(update_fields=["agent"])
