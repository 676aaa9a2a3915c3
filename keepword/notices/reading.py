"""A notice is read when its conversation was before one's eyes, or when one says so."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from keepword.events import log
from keepword.kit import clock
from keepword.kit.prepared import Prepared
from keepword.notices.counting import hold, recount
from keepword.notices.models import Notice
from keepword.people.models import Agent

READ = "notice.read"
MOST = 99


def count_of(agent: Agent) -> str:
    """What the bell says, "" for none. It stands on the row of the agent: no query."""
    return f"{MOST}+" if agent.unread_notices > MOST else str(agent.unread_notices or "")


def read_in(conversation_id: int, *, by: Agent) -> int:
    """Nothing is asked of whoever has nothing unread, and nothing is held where none of it is about this conversation,
    as on most pages of whoever has a number at their bell. Returns how many were unread until now."""
    if not by.unread_notices or not UNREAD_IN(agent=by.pk, conversation=conversation_id):
        return 0
    return _mark(by, is_read=True, conversation_id=conversation_id)


@transaction.atomic
def read_all(*, by: Agent) -> datetime:
    """Returns the moment by which `unread_again` knows them."""
    now = clock.now()
    _mark(by, is_read=True, at=now)
    return now


def unread_again(*, at: datetime, by: Agent) -> int:
    """Take `read_all` of that moment back."""
    return _mark(by, is_read=False, read_at=at)


def mark(number: int, *, by: Agent, is_read: bool) -> None:
    """One of their own; another's stays as it is."""
    _mark(by, is_read=is_read, pk=number)


@transaction.atomic
def _mark(by: Agent, *, is_read: bool, at: datetime | None = None, **which: Any) -> int:
    held = hold([by.pk])
    mine = Notice.objects.filter(agent=by, read_at__isnull=is_read, **which)  # house: one's own, by number
    changed = mine.update(read_at=(at or clock.now()) if is_read else None)
    if changed:
        recount(held.values())
        log.record(READ, to=[by.pk], actor=by.as_actor)
    by.unread_notices = held[by.pk].unread_notices if by.pk in held else 0
    return changed


def _unread_in(agent: int, conversation: int) -> QuerySet[Notice, tuple[int]]:
    found = Notice.objects.unread().filter(agent_id=agent, conversation_id=conversation)  # house: one's own
    return found.values_list("id")[:1]


UNREAD_IN = Prepared(_unread_in)
