"""An opportunity as a line."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import ngettext

from keepword.conversations.models import InternalTask
from keepword.conversations.opportunities import wording
from keepword.kit import clock
from keepword.people.models import Agent
from keepword.web.tasks.rows import Row as TaskRow
from keepword.web.tasks.rows import rows_of as task_rows


@dataclass(frozen=True, slots=True)
class Row:
    """`outcome` is "" while it is open; `age` in days since it was handed over."""

    task: TaskRow
    kind: str
    ground: str
    outcome: str
    state: str
    age: str
    deciding: str


def rows_of(tasks: Iterable[InternalTask], *, agent: Agent) -> list[Row]:
    found = list(tasks)
    return [_row(task, row=row) for task, row in zip(found, task_rows(found, agent=agent), strict=True)]


def _row(task: InternalTask, *, row: TaskRow) -> Row:
    days = (clock.now() - task.given_at).days
    return Row(
        row,
        str(wording.KINDS[task.opportunity]),
        str(wording.GROUNDS[task.ground]),
        str(wording.OUTCOMES.get(task.outcome, "")),
        task.outcome,
        ngettext("%(count)s day", "%(count)s days", days) % {"count": days},
        reverse("web:opportunity-outcome", args=[task.pk]),
    )
