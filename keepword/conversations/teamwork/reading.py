"""A mention is read when its conversation was before one's eyes, or when one says so."""

from typing import Any

from django.db.models import QuerySet

from keepword.conversations.models import Conversation, Mention, Message
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.kit import clock
from keepword.kit.prepared import Prepared
from keepword.people.models import Agent

MOST = 99  # counting further costs more, and nobody reads the difference


def read_in(conversation: Conversation, *, by: Agent) -> int:
    """How many of their mentions here were unread until now."""
    here = Message.objects.filter(conversation_id=conversation.pk).values("id")  # house: whoever reads may see it
    return Mention.objects.visible_to(by).unread().filter(message_id__in=here).update(read_at=clock.now())


def read_beside(conversation: Conversation, *, by: Agent) -> int:
    """The same of its side conversations, which are looked at apart."""
    here = Message.everywhere.filter(conversation_id=conversation.pk, aside__isnull=False)  # house: as above
    return Mention.objects.visible_to(by).unread().filter(message_id__in=here.values("id")).update(read_at=clock.now())


def read_all(*, by: Agent) -> int:
    return Mention.objects.visible_to(by).unread().update(read_at=clock.now())


def unread_count(agent: Agent) -> str:
    """ "" for none. Asked on every page of the desk: one prepared query of a few steps in the index of the unread."""
    if visible_inbox_ids(agent) is None:
        count = len(UNREAD(agent=agent.pk))
    else:
        count = Mention.objects.visible_to(agent).unread()[: MOST + 1].count()
    return said_of(count)


def said_of(count: int) -> str:
    """As many as that, "" for none."""
    return f"{MOST}+" if count > MOST else str(count or "")


def _unread(agent: int) -> QuerySet[Mention, Any]:
    rows = Mention.objects  # house: asked only when visible_to would change nothing
    return rows.filter(agent_id=agent, read_at__isnull=True).values_list("id")[: MOST + 1]


UNREAD = Prepared(_unread)


def mark(number: int, *, by: Agent, is_read: bool) -> None:
    """One of their own; another's stays as it is."""
    read_at = clock.now() if is_read else None
    Mention.objects.visible_to(by).filter(pk=number, read_at__isnull=is_read).update(read_at=read_at)
