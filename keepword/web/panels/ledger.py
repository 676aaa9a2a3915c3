"""What this customer was told to expect, beside their conversation."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from keepword.conversations.models import Conversation
from keepword.conversations.models.aside import ASKED
from keepword.kit import clock
from keepword.kit.prepared import Prepared
from keepword.people.models import Agent
from keepword.promises.ledger.holding_on import OVER
from keepword.promises.ledger.reminding import OWNER_BEFORE
from keepword.promises.models import Promise
from keepword.promises.models.promise import KEPT_BY_HAND, OPEN, UPDATE
from keepword.web import times
from keepword.web.promises.ledger import row_of, state_of
from keepword.web.promises.renewal import blank
from keepword.web.tasks.rows import Row as Task

SHOWN = 12


def _any(conversation: int) -> QuerySet[Promise, Any]:
    there = Promise.objects.filter(conversation_id=conversation)  # house: of one who may see the conversation
    return there.order_by("-due_at", "-id").values_list("id")[:SHOWN]


NEWEST = Prepared(_any)


def of(ids: Sequence[int], *, agent: Agent, reader: times.Reader) -> list[dict[str, Any]]:
    """Open ones first, then the newest; `ids` are those of `NEWEST`. Nothing is asked where nothing was promised.

    `can_keep` for what no message shows; `can_undo` for what a hand marked as done; `renewal` is the form
    for a new time, None when it is too late for one, and `is_near` when it stands open: the next word is due soon."""
    if not ids:
        return []
    found = Promise.objects.visible_to(agent).filter(pk__in=ids).order_by("-due_at", "-id")
    rows = [
        _row(promise, reader=reader)
        for promise in found.select_related("made_by", "contact", "conversation__assignee")
    ]
    return sorted(rows, key=lambda row: row["row"].state != "open")


def _row(promise: Promise, *, reader: times.Reader) -> dict[str, Any]:
    by_hand = promise.what in KEPT_BY_HAND
    state = state_of(promise)
    return {
        "row": row_of(promise, reader=reader),
        "can_keep": by_hand and promise.done_at is None and state in ("open", "broken"),
        "can_undo": promise.done_at is not None and promise.done_by_id is None and by_hand,
        "can_withdraw": state == "open",
        "renewal": blank(promise) if state == "open" else None,
        "is_near": state == "open" and promise.what == UPDATE and promise.due_at <= clock.now() + OWNER_BEFORE,
        "is_broken": state == "broken",
    }


def needs_word(conversation: Conversation, *, tasks: Sequence[Task], ids: Sequence[int]) -> bool:
    """Whether somebody else is asked, and the customer was not told when the next word comes. `tasks` are those that
    the page shows, `ids` those of `NEWEST`: no query unless somebody is, and something was promised."""
    is_asked = conversation.aside_state == ASKED or any(task.awaits for task in tasks)
    if not is_asked or conversation.status in OVER:
        return False
    if not ids:
        return True
    told = Promise.objects.filter(conversation=conversation, what=UPDATE, state=OPEN)  # house: of one they may see
    return not told.exists()
