"""The time has passed and nothing was done."""

from django.db import transaction

from keepword.conversations.models import Conversation, Draft
from keepword.conversations.models.draft import LEAVING, TO_CUSTOMER
from keepword.conversations.models.message import PROMPT
from keepword.kit import clock
from keepword.promises.ledger.settling import settle_broken
from keepword.promises.models import Promise
from keepword.promises.models.promise import KEPT_BY_WRITING

AT_ONCE = 500


def break_overdue() -> int:
    """Write down as broken, at their due instants, those whose time has passed. Safe twice at once and late: the row
    that is still open is changed once, and what was due stays what it was. Returns how many."""
    overdue = Promise.objects.overdue(at=clock.now()).order_by("due_at", "id")
    found = list(overdue.values_list("id", "conversation_id")[:AT_ONCE])
    return sum(_break(number, conversation) for number, conversation in found)


@transaction.atomic
def _break(number: int, conversation: int) -> bool:
    """In the order of everybody else: the conversation first, then what hangs on it."""
    Conversation.objects.select_for_update(of=("self",)).filter(pk=conversation).first()
    promise = Promise.objects.overdue(at=clock.now()).filter(pk=number).first()
    return promise is not None and not _is_leaving(promise) and settle_broken(promise)


def _is_leaving(promise: Promise) -> bool:
    """Whether an answer was sent in time, and lies in the moments in which it can be taken back."""
    if promise.what not in KEPT_BY_WRITING:
        return False
    sent = Draft.objects.filter(
        conversation_id=promise.conversation_id, state=LEAVING, kind=TO_CUSTOMER
    )  # house: for the ledger
    return sent.filter(changed_at__lte=promise.due_at, send_at__gte=clock.now() - PROMPT).exists()
