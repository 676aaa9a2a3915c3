"""One problem, many customers who write about it: its cases are gathered under one conversation."""

from django.db import transaction

from keepword.conversations.changing import lock, lock_all, tell
from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import BINNED, DELETED, ELSEWHERE, MERGED, RESOLVED, SPAM
from keepword.events.actor import Actor
from keepword.people.models import Agent


class CannotGather(ValueError):
    """`why` is "itself", "case" (a case has no cases of its own), "problem" (it has cases), "merged",
    "spam" or "binned"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def gather(case: Conversation, *, under: Conversation, by: Actor) -> bool:
    """From now on it is a case of that problem. False when it was already. Raises CannotGather."""
    lock_all([case.pk, under.pk])
    lock(case)
    lock(under)
    if case.parent_id == under.pk:
        return False
    _demand_fit(case, under=under)
    case.change(parent=under)
    under.change(is_joined=True)
    told = tell(case, "conversation.gathered", by=by, other=under.pk, reference=under.reference)
    tell(under, "conversation.gained_case", by=by, cause=told, other=case.pk, reference=case.reference)
    return True


def _demand_fit(case: Conversation, *, under: Conversation) -> None:
    if case.pk == under.pk:
        raise CannotGather("itself")
    if MERGED in (case.status, under.status):
        raise CannotGather("merged")
    if SPAM in (case.status, under.status):
        raise CannotGather("spam")
    if {BINNED, DELETED} & {case.status, under.status}:
        raise CannotGather("binned")
    if under.parent_id:
        raise CannotGather("case")
    if Conversation.objects.filter(parent=case).exists():  # house: asked of the rows, nothing is shown
        raise CannotGather("problem")


@transaction.atomic
def release(case: Conversation, *, by: Actor) -> bool:
    """It stands alone again. False when it did."""
    parent_id = lock(case).parent_id
    if parent_id is None:
        return False
    reference = Conversation.objects.values_list("reference", flat=True).get(pk=parent_id)  # house: a short name
    case.change(parent=None)
    tell(case, "conversation.released", by=by, other=parent_id, reference=reference)
    return True


def cases_of(problem: Conversation, *, to: Agent) -> list[Conversation]:
    """Those that this agent may see, the oldest first."""
    cases = Conversation.objects.visible_to(to).filter(parent=problem).exclude(status=MERGED)
    return list(cases.with_people().order_by("id"))


def unfinished_cases(problem: Conversation, *, to: Agent) -> list[int]:
    """Those that this agent may see and that are not resolved, the oldest first."""
    cases = Conversation.objects.visible_to(to).filter(parent=problem).exclude(status__in=[RESOLVED, SPAM, *ELSEWHERE])
    return list(cases.order_by("id").values_list("id", flat=True))
