"""How far is it, and what could not be done?"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from keepword.conversations.models import Bulk, BulkRow, Conversation
from keepword.conversations.models.bulk import DONE, FAILED, LEFT, SAME, TO_DO
from keepword.people.models import Agent

NAMED = 20  # rows that could not be done are named, so many


@dataclass(frozen=True, slots=True)
class Progress:
    total: int
    done: int
    same: int
    failed: int
    left: int
    to_do: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """A row that was not done. `reference` "" for a conversation that the agent may not see (any more)."""

    conversation_id: int
    reference: str
    reason: str


def progress_of(bulk: Bulk) -> Progress:
    counted = bulk.rows.values_list("state").annotate(count=Count("id"))
    rows = Counter(dict(counted))
    return Progress(sum(rows.values()), rows[DONE], rows[SAME], rows[FAILED], rows[LEFT], rows[TO_DO])


def troubles_of(bulk: Bulk, *, to: Agent) -> list[Trouble]:
    rows = list(BulkRow.objects.filter(bulk=bulk, state__in=[FAILED, LEFT]).order_by("id")[:NAMED])
    visible = Conversation.objects.visible_to(to).filter(id__in=[row.conversation_id for row in rows])
    names = dict(visible.values_list("id", "reference"))
    return [Trouble(row.conversation_id, names.get(row.conversation_id, ""), row.reason) for row in rows]
