"""What was learnt, kept in memory: asked once for each group of arrivals whether it is still true, and only what
changed is read again."""

from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from keepword.conversations.models import BlockedSender, SpamMemory, SpamWeight
from keepword.conversations.spam.weighing import NUMBERS
from keepword.kit.prepared import Prepared


def _now(row: int) -> QuerySet[SpamMemory, Any]:
    return SpamMemory.objects.filter(id=row).values_list("origin", "version", "lessons", "is_on")


NOW = Prepared(_now)
ROW = 1


@dataclass(slots=True)
class Memory:
    """Of one process and one database. `lessons` by language: [spam, not spam]; `blocked` are addresses and domains,
    each with the inboxes from which it is kept out, None for the whole house."""

    origin: str = ""
    version: int = -1
    is_on: bool = True
    lessons: dict[str, list[int]] = field(default_factory=dict)
    blocked: dict[str, list[int | None]] = field(default_factory=dict)
    spam: "array[int]" = field(default_factory=lambda: array("I"))
    good: "array[int]" = field(default_factory=lambda: array("I"))

    def counts(self, number: int) -> tuple[int, int]:
        return self.spam[number], self.good[number]


# By the name of the database: a process of the tests sees several.
_MEMORIES: dict[str, Memory] = defaultdict(Memory)
_READING = Lock()


def remembered() -> Memory | None:
    """As of now. None where nothing was ever marked or blocked: that costs one small query and nothing else."""
    rows = NOW(row=ROW)
    if not rows:
        return None
    [(origin, version, lessons, is_on)] = rows
    memory = _MEMORIES[str(connection.settings_dict["NAME"])]
    if (memory.origin, memory.version) != (origin, version):
        with _READING:
            _read(memory, origin=origin, version=version)
    memory.lessons, memory.is_on = lessons, is_on
    return memory


def _read(memory: Memory, *, origin: str, version: int) -> None:
    """What changed since. Who learns holds the one row of the memory meanwhile, so that no lower version is committed
    after a higher one."""
    if memory.origin != origin or version < memory.version:
        memory.version = -1
        memory.spam, memory.good = array("I", bytes(4 * NUMBERS)), array("I", bytes(4 * NUMBERS))
    changed = SpamWeight.objects.filter(version__gt=memory.version)
    for number, spam, good in changed.values_list("id", "spam", "good").iterator(chunk_size=5000):
        memory.spam[number], memory.good[number] = spam, good
    blocked: dict[str, list[int | None]] = {}
    for value, inbox in BlockedSender.objects.values_list("value", "inbox_id"):  # house: for what arrives
        blocked.setdefault(value, []).append(inbox)
    memory.blocked = blocked
    memory.origin, memory.version = origin, version
