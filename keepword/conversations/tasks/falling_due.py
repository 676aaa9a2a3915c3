"""The time of a task has come and it is not done."""

from django.db import transaction

from keepword.conversations.models import InternalTask
from keepword.conversations.tasks.giving import held_task
from keepword.conversations.tasks.owning import owners_of
from keepword.conversations.tasks.telling import DUE, tell
from keepword.events.actor import SYSTEM
from keepword.kit import clock

AT_ONCE = 200


def tell_due() -> int:
    """Run by the schedule; each is told once, and again only when it was given another time."""
    # For the system, not for a person: everybody's tasks fall due.
    due = (
        InternalTask.objects.open().out_of_bin().filter(due_at__lte=clock.now(), is_due_told=False).order_by("due_at")
    )
    return sum(_tell(task) for task in due.select_related("conversation")[:AT_ONCE])


@transaction.atomic
def _tell(task: InternalTask) -> bool:
    held = held_task(task)
    if held.is_due_told or not held.is_open or held.due_at is None or held.due_at > clock.now():
        return False
    held.is_due_told = True
    held.save(update_fields=["is_due_told"])
    tell(held, DUE, by=SYSTEM, agents=owners_of(held) or ([held.by_id] if held.by_id else []))
    return True
