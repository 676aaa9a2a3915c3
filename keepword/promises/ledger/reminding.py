"""Before a promise breaks: tell whoever owes it, then the team; and say when the forecast worsens."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from keepword.conversations.changing import tell
from keepword.events.actor import SYSTEM
from keepword.kit import clock
from keepword.promises.ledger.guarding import can_keep
from keepword.promises.models import Promise

OWNER_BEFORE = timedelta(hours=2)
TEAM_BEFORE = timedelta(minutes=30)
AT_ONCE = 200
FORESEEN = timedelta(days=2)
LOOKED_AT = 50  # each look asks a handful of queries


def remind() -> int:
    """Record `promise.due_soon` once for the one who owes it and once for the team, so that open screens show it.
    What was made shorter before its time than that is not news to anybody. Returns how many."""
    now = clock.now()
    return _remind("reminded_at", to="owner", before=OWNER_BEFORE, now=now) + _remind(
        "team_reminded_at", to="team", before=TEAM_BEFORE, now=now
    )


def _remind(column: str, *, to: str, before: timedelta, now: datetime) -> int:
    soon = Promise.objects.open().filter(due_at__gt=now, due_at__lte=now + before, **{column: None})
    return sum(
        _tell_once(promise, column=column, to=to, before=before, now=now)
        for promise in soon.select_related("conversation").order_by("due_at", "id")[:AT_ONCE]
    )


@transaction.atomic
def _tell_once(promise: Promise, *, column: str, to: str, before: timedelta, now: datetime) -> bool:
    marked = Promise.objects.open().filter(pk=promise.pk, **{column: None}).update(**{column: now})
    is_news = promise.due_at - promise.made_at > before
    if marked and is_news:
        _tell(promise, "promise.due_soon", to=to)
    return bool(marked and is_news)


def foresee() -> int:
    """Flag the open promises that hours and load cannot meet any more, and take the flag from those that they can.
    The nearest ones, so many at a time. Returns how many changed."""
    now = clock.now()
    near = Promise.objects.open().filter(due_at__gt=now, due_at__lte=now + FORESEEN).order_by("due_at", "id")
    rows = near.select_related("conversation", "made_by")[:LOOKED_AT]
    return sum(_look(promise, now=now) for promise in rows)


@transaction.atomic
def _look(promise: Promise, *, now: datetime) -> bool:
    verdict = can_keep(promise.conversation, due_at=promise.due_at, what=promise.what, at=now, by=promise.made_by)
    if verdict.is_possible is (promise.at_risk_since is None):
        return False
    since = None if verdict.is_possible else now
    Promise.objects.open().filter(pk=promise.pk).update(at_risk_since=since)
    _tell(promise, "promise.safe_again" if verdict.is_possible else "promise.at_risk", why=verdict.why)
    return True


def _tell(promise: Promise, name: str, **data: str) -> None:
    facts: dict[str, Any] = {"promise": promise.pk, "what": promise.what, "due_at": promise.due_at.isoformat(), **data}
    tell(promise.conversation, name, by=SYSTEM, **facts)
