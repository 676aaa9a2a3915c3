"""A task as a line."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from keepword.conversations.models import InternalTask
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.conversations.models.internal_task import ANOTHER_TEAM, APPROVAL, SUPPLIER
from keepword.conversations.opportunities import wording
from keepword.people.models import Agent
from keepword.web import times


@dataclass(frozen=True, slots=True)
class Row:
    """What `_task.html` prints. `due` and `done` are "" where there is no such time; `from_whom` is "" for one's own.
    `needs_result`: the customer hears what came of it, so it is asked for. `awaits`: whom we wait for, "" for nobody
    else. `opportunity`: what the customer may want to buy, "" for every other task."""

    number: int
    words: str
    address: str
    completion: str
    owner: str
    is_team: bool
    from_whom: str
    due: SafeString | str
    is_late: bool
    done: SafeString | str
    done_by: str
    result: str
    awaits: str
    is_raised: bool
    needs_result: bool
    result_address: str
    opportunity: str
    conversation: str
    subject: str
    language: str


def rows_of(tasks: Iterable[InternalTask], *, agent: Agent) -> list[Row]:
    reader = times.reader()
    visible = visible_inbox_ids(agent)
    return [_row(task, reader=reader, visible=visible) for task in tasks]


def _row(task: InternalTask, *, reader: times.Reader, visible: list[int] | None) -> Row:
    place = task.conversation
    is_seen = place is not None and (visible is None or place.inbox_id in visible)
    is_open, owner = task.is_open, task.agent or task.team
    return Row(
        number=task.pk,
        words=task.words,
        address=reverse("web:task", args=[task.pk]),
        completion=reverse("web:task-completion", args=[task.pk]),
        owner=owner.name if owner else _("Nobody yet"),
        is_team=task.team_id is not None,
        from_whom=task.by.name if task.by and task.by_id != task.agent_id else "",
        due=reader.moment(task.due_at) if task.due_at and is_open else "",
        is_late=bool(is_open and task.due_at and task.due_at <= reader.now),
        done=reader.moment(task.done_at) if task.done_at else "",
        done_by=task.done_by.name if task.done_by else "",
        result=task.result if not is_open else "",
        awaits=_awaits(task) if is_open else "",
        is_raised=task.is_raised,
        needs_result=(task.is_raised or bool(task.opportunity)) and is_open,
        result_address=_result_address(task),
        opportunity=str(wording.KINDS.get(task.opportunity, "")),
        conversation=reverse("web:conversation", args=[place.pk]) if place and is_seen else "",
        subject=(place.subject or place.reference) if place and is_seen else "",
        language=place.language if place else "",
    )


def _result_address(task: InternalTask) -> str:
    """Where one says what came of it."""
    if task.opportunity:
        return reverse("web:opportunity-outcome", args=[task.pk])
    return f"{reverse('web:task', args=[task.pk])}#result"


def _awaits(task: InternalTask) -> str:
    said = {
        ANOTHER_TEAM: _("Waits for another team"),
        SUPPLIER: _("Waits for a supplier"),
        APPROVAL: _("Waits for a yes"),
    }
    return said.get(task.awaits, "")
