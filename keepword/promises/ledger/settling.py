"""The one place that says how a promise stands, from instants alone: when it was due and when it was done."""

from datetime import datetime
from typing import Any

from django.db.models import F

from keepword.conversations.changing import tell
from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.conversation import ELSEWHERE, RESOLVED, SPAM
from keepword.events.actor import SYSTEM, Actor
from keepword.events.models import Event
from keepword.kit import clock
from keepword.promises.models import Promise
from keepword.promises.models.promise import BROKEN, KEPT, KEPT_BY_HAND, OPEN, RENEWED

EMPTY: dict[str, Any] = {"settled_at": None, "done_at": None, "done_by": None}


def settle_done(
    promise: Promise, *, at: datetime, message: Message | None = None, by: Actor = SYSTEM, cause: Event | None = None
) -> bool:
    """The thing promised was done `at`: kept when that is not after due, else broken at due and done late.

    However late we hear of it, the instants decide: a promise that was written down as broken is kept after all when
    it was done in time. False when it is not open or broken, or was done before.
    """
    in_time = at <= promise.due_at
    moved = Promise.objects.filter(pk=promise.pk, state__in=[OPEN, BROKEN], done_at=None).update(
        state=KEPT if in_time else BROKEN,
        settled_at=at if in_time else F("due_at"),
        done_at=at,
        done_by=message,
        at_risk_since=None,
    )
    if not moved:
        return False
    if promise.state == OPEN and not in_time:
        _tell(promise, "promise.broken", by=SYSTEM, cause=cause)
    name = "promise.kept" if in_time else "promise.done_late"
    _tell(promise, name, by=by, cause=cause, done_at=at.isoformat())
    promise.refresh_from_db()
    return True


def settle_broken(promise: Promise) -> bool:
    """Its time has passed and nothing was done: it was broken at its due instant, whenever we look. False when it
    was settled meanwhile."""
    let_go_at = clock.now() if _is_over(promise) else None
    moved = Promise.objects.filter(pk=promise.pk, state=OPEN).update(
        state=BROKEN, settled_at=F("due_at"), at_risk_since=None, let_go_at=let_go_at
    )
    if moved:
        unsent: dict[str, Any] = {"unsent": promise.written_by.delivery_state} if promise.written_by else {}
        _tell(promise, "promise.broken", by=SYSTEM, **unsent)
    return bool(moved)


def settle_broken_after_all(promise: Promise, *, cause: Event) -> bool:
    """The customer was told another time, but only after this one: it was broken at its due instant."""
    moved = Promise.objects.filter(pk=promise.pk, state=RENEWED).update(state=BROKEN, settled_at=F("due_at"))
    if moved:
        _tell(promise, "promise.broken", by=SYSTEM, cause=cause)
    return bool(moved)


def _is_over(promise: Promise) -> bool:
    """Whether nobody waits for words any more. A call or an errand is owed all the same, and so is an answer that has
    not left."""
    if promise.what in KEPT_BY_HAND or promise.is_unsent:
        return False
    return Conversation.objects.filter(pk=promise.conversation_id, status__in=[RESOLVED, SPAM, *ELSEWHERE]).exists()


def unsettle(promise: Promise, *, by: Actor = SYSTEM, cause: Event | None = None) -> bool:
    """It was not done after all: open again, or broken without having been done. False when nothing had been done."""
    if promise.done_at is None:
        return False
    to = {"state": OPEN, **EMPTY} if promise.state == KEPT else {"done_at": None, "done_by": None}
    moved = Promise.objects.filter(pk=promise.pk, state=promise.state, done_at=promise.done_at).update(**to)
    if moved:
        _tell(promise, "promise.not_kept", by=by, cause=cause)
        promise.refresh_from_db()
    return bool(moved)


def _tell(promise: Promise, name: str, *, by: Actor, cause: Event | None = None, **data: Any) -> None:
    conversation = Conversation.objects.get(pk=promise.conversation_id)
    facts = {"promise": promise.pk, "what": promise.what, "due_at": promise.due_at.isoformat(), **data}
    tell(conversation, name, by=by, cause=cause, **facts)
