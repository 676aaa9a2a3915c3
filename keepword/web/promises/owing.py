"""How much of what I owe is overdue or due soon: beside the views, on every page of the desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.kit import clock
from keepword.kit.prepared import Prepared
from keepword.people.models import Agent
from keepword.promises.models import Promise
from keepword.promises.models.promise import PromiseQuerySet
from keepword.web.promises.choosing import MINE, SOON, Choice, due_before, owed_by

MOST = 99  # nobody reads the difference beyond it


@dataclass(frozen=True, slots=True)
class Owed:
    """`count` is "" when nothing is overdue or due soon; `address` lists exactly what was counted."""

    count: str
    address: str


def owed_soon(agent: Agent) -> Owed:
    """One query of a few steps in the index of what is open."""
    return said_of(sum(1 for _ in _rows(agent)))


def said_of(count: int) -> Owed:
    """As many as that."""
    return Owed(f"{MOST}+" if count > MOST else str(count or ""), Choice(state=SOON, owed=MINE).address())


def _rows(agent: Agent) -> Iterable[Any]:
    before = due_before(clock.now())
    if visible_inbox_ids(agent) is not None:
        return _ids(Promise.objects.visible_to(agent), agent=agent, before=before)
    return FIRST(agent=agent.pk, before=before)


def _first(agent: int, before: datetime) -> QuerySet[Promise, Any]:
    rows = Promise.objects  # house: asked only when visible_to would change nothing
    return _ids(rows.all(), agent=Agent(pk=agent), before=before)


def _ids(promises: PromiseQuerySet, *, agent: Agent, before: datetime) -> QuerySet[Promise, Any]:
    return promises.owed().filter(owed_by(agent), due_at__lt=before).values_list("id")[: MOST + 1]


FIRST = Prepared(_first)
