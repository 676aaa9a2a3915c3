"""What came of an opportunity. Whoever handed it over hears of it."""

from django.db import transaction

from keepword.conversations.models import InternalTask
from keepword.conversations.models.internal_task import NEVER, OUTCOMES
from keepword.conversations.tasks.finishing import NoOutcome, finish
from keepword.people.models import Agent
from keepword.people.offering import stop_offers


class NoOpportunity(ValueError):
    """It is another task."""


@transaction.atomic
def decide(task: InternalTask, *, outcome: str, by: Agent, words: str = "") -> bool:
    """`outcome` of OUTCOMES; "never" lasts: the customer is handed to nobody again. False when it was decided before:
    the first counts. Raises NoOpportunity or NoOutcome."""
    if not task.opportunity:
        raise NoOpportunity
    if outcome not in OUTCOMES:
        raise NoOutcome
    if not finish(task, by=by, result=words, outcome=outcome):
        return False
    task.refresh_from_db()
    if outcome == NEVER and task.conversation is not None:
        stop_offers(task.conversation.contact, by=by.as_actor)
    return True
