"""The audit log: who saw, changed, took out or tried what, where nobody can edit it (`append_only.py`).

Changes are facts already: what is listed in `wiring/reactions.py` is repeated here in the same transaction. What is no
fact (a page that was read, a sign-in that failed) is noted by itself.
"""

import logging
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError

from keepword.events.actor import SYSTEM, Actor
from keepword.events.append_only import KEPT_DAYS
from keepword.events.memory import Memory
from keepword.events.models import AuditEntry, Event
from keepword.kit import clock
from keepword.kit.inserting import insert, insert_unless_there

log = logging.getLogger(__name__)

SEEN = "conversation.seen"
CONTACT_SEEN = "contact.seen"
TOLD = (int, float, bool, type(None))
_seen = Memory()


def keep(fact: Event) -> None:
    """Repeat a fact. Of its data only what tells no words: numbers, lists of numbers, and names of fields."""
    insert(
        AuditEntry(
            name=fact.name,
            at=fact.at,
            actor_kind=fact.actor_kind,
            actor_id=fact.actor_id,
            event_id=fact.pk,
            conversation_id=fact.conversation_id,
            inbox_id=fact.inbox_id,
            data={name: value for name, value in fact.data.items() if _is_wordless(name, value)},
        )
    )


def _is_wordless(name: str, value: Any) -> bool:
    """`fields` names what changed, `list` which list, `format` how a file is written, `currency` which one: our own
    words."""
    if name in ("fields", "list", "format", "currency"):
        return True
    return isinstance(value, TOLD) or (isinstance(value, list) and all(isinstance(one, TOLD) for one in value))


def note(name: str, *, by: Actor = SYSTEM, address: str = "", **data: int | str | None) -> None:
    """Something that is no fact of the trade. `data` holds ids and numbers; `address` is the network address."""
    insert(
        AuditEntry(
            name=name, at=clock.now(), actor_kind=by.kind, actor_id=by.id, address=address[:45], data=dict(data)
        )
    )


def saw(*, agent: int, conversation: int, inbox: int) -> None:
    """The agent opened this conversation: one row for each hour in which they did. Call it when the page is on its
    way (`kit/once_sent.py`). A database that is busy must not take back a page that was read: it is
    tried again when the conversation is opened again."""
    _once_an_hour(AuditEntry(name=SEEN, actor_id=agent, conversation_id=conversation, inbox_id=inbox))


def saw_contact(*, agent: int, contact: int) -> None:
    """The agent opened what we know of this person: as `saw`."""
    _once_an_hour(AuditEntry(name=CONTACT_SEEN, actor_id=agent, contact_id=contact))


def _once_an_hour(entry: AuditEntry) -> None:
    entry.at, entry.actor_kind = clock.now(), "agent"
    entry.hour = entry.at.replace(minute=0, second=0, microsecond=0)
    key = (entry.name, entry.actor_id, entry.conversation_id or entry.contact_id, entry.hour)
    if not _seen.is_new(key):
        return
    try:
        insert_unless_there([entry])
    except DatabaseError as error:
        _seen.forget(key)
        log.warning("Agent %s, %s: not written: %s", entry.actor_id, entry.name, type(error).__name__)


def forget() -> None:
    """What this process remembers of the last hour: a test's rows are rolled back and their numbers given again."""
    _seen.forget_all()


def forget_older_than(*, days: int, but: Collection[int] = ()) -> int:
    """The end of what is kept, `but` of these conversations. Returns how many rows went. Raises ValueError for less
    than a year, which the database would refuse."""
    if days < KEPT_DAYS:
        raise ValueError(days)
    until: datetime = clock.now() - timedelta(days=days)
    old = AuditEntry.objects.filter(at__lt=until).exclude(conversation_id__in=list(but))
    return forget_entries(old.values_list("pk", flat=True))


def forget_entries(ids: Iterable[int]) -> int:
    """The one place where entries end. The database refuses those that are younger than a year, whoever asks. Returns
    how many went."""
    return AuditEntry.objects.filter(pk__in=ids).delete()[0]
