"""It is done; or it is not, after all."""

from django.db import transaction

from keepword.conversations.models import InternalTask
from keepword.conversations.tasks.giving import LONGEST, held_task
from keepword.conversations.tasks.owning import owners_of
from keepword.conversations.tasks.raising import bring_back
from keepword.conversations.tasks.telling import DONE, TAKEN_UP, tell
from keepword.kit import clock
from keepword.kit.storable import storable
from keepword.people.models import Agent


class NoResult(ValueError):
    """A customer was told that they would hear what came of it."""


class NoOutcome(ValueError):
    """It is an opportunity: what came of it is one of OUTCOMES, see `opportunities/deciding.py`."""


@transaction.atomic
def finish(task: InternalTask, *, by: Agent, result: str = "", outcome: str = "") -> bool:
    """Whoever gave it hears of it. `result` is what came of it; what was raised for a customer goes back to them with
    it, see `raising`. False when it was done already: the first counts. Raises NoResult, and
    NoOutcome for an opportunity without an `outcome`."""
    held = held_task(task)
    if not held.is_open:
        return False
    if held.is_raised and not storable(result).strip():
        raise NoResult
    if held.opportunity and not outcome:
        raise NoOutcome
    held.outcome = outcome if held.opportunity else ""
    held.done_at, held.done_by, held.result = clock.now(), by, storable(result).strip()[:LONGEST]
    held.save(update_fields=["done_at", "done_by", "result", "outcome"])
    tell(held, DONE, by=by.as_actor, agents=[held.by_id] if held.by_id else [])
    if held.is_raised:
        bring_back(held, by=by)
    return True


@transaction.atomic
def take_up(task: InternalTask, *, by: Agent) -> bool:
    """It was not done. Its owner and its time are what they were. False when it is open."""
    held = held_task(task)
    if held.is_open:
        return False
    held.done_at, held.done_by, held.outcome = None, None, ""
    held.save(update_fields=["done_at", "done_by", "outcome"])
    tell(held, TAKEN_UP, by=by.as_actor, agents=owners_of(held))
    return True
