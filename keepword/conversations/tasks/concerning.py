"""Whom else a task concerns: the cases under its conversation, and those linked to it."""

from keepword.conversations.joining.gathering import cases_of
from keepword.conversations.joining.relating import related
from keepword.conversations.models import Conversation, InternalTask
from keepword.conversations.models.conversation import ELSEWHERE, SPAM
from keepword.people.models import Agent


def also_concerned(task: InternalTask, *, to: Agent) -> list[Conversation]:
    """Those that this agent may see, each once. Nothing is asked where it has to do with no other."""
    conversation = task.conversation
    if conversation is None or not conversation.is_joined:
        return []
    found = [*cases_of(conversation, to=to), *related(conversation, to=to)]
    return list({one.pk: one for one in found if one.status not in (SPAM, *ELSEWHERE)}.values())
