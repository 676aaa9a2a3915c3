"""Before a promise breaks: tell whoever owes it, then the team; and say when the forecast worsens."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from keepword.conversations.changing import tell
from keepword.conversations.models.message import PROMPT
from keepword.events.actor import SYSTEM
from keepword.kit import clock
from keepword.promises.ledger.guarding import can_keep
from keepword.promises.models import Promise
from keepword.promises.models.promise import EMERGENCY, PromiseQuerySet

OWNER_BEFORE = timedelta(hours=2)
TEAM_BEFORE = timedelta(minutes=30)
AT_ONCE = 200
FORESEEN = timedelta(days=2)
LOOKED_AT = 50  # each look asks a handful of queries


def remind() -> int:
    """Record `promise.due_soon` once for the one who owes it and once for the team, so that open screens show it.
    What was made shorter before its time than that is not news to anybody; what was answered since, in words that do
    not leave, is news once more. Returns how many."""
    now = clock.now()
    return _remind("reminded_at", to="owner", before=OWNER_BEFORE, now=now) + _remind(
        "team_reminded_at", to="team", before=TEAM_BEFORE, now=now
    )


def _remind(column: str, *, to: str, before: timedelta, now: datetime) -> int:
    soon = _untold(column, now=now).filter(due_at__gt=now, due_at__lte=now + before)
    return sum(
        _tell_once(promise, column=column, to=to, before=before, now=now)
        for promise in soon.select_related("conversation", "written_by").order_by("due_at", "id")[:AT_ONCE]
    )


def _untold(column: str, *, now: datetime) -> PromiseQuerySet:
    """Of what was answered a moment ago one waits a little whether it leaves."""
    settling = Q(written_at__isnull=False, written_at__gt=now - PROMPT)
    told_before = Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__lt": F("written_at")})
    return Promise.objects.open().filter(told_before).exclude(settling)


@transaction.atomic
def _tell_once(promise: Promise, *, column: str, to: str, before: timedelta, now: datetime) -> bool:
    marked = _untold(column, now=now).filter(pk=promise.pk).update(**{column: now})
    unsent = promise.written_by.delivery_state if promise.written_by else ""
    is_news = bool(unsent) or promise.due_at - promise.made_at > before
    if marked and is_news:
        _tell(promise, "promise.due_soon", to=to, **({"unsent": unsent} if unsent else {}))
    return bool(marked and is_news)


def foresee() -> int:
    """Flag the open promises that hours and load cannot meet any more, and take the flag from those that they can.
    The nearest ones, so many at a time. Returns how many changed."""
    now = clock.now()
    near = Promise.objects.open().filter(due_at__gt=now, due_at__lte=now + FORESEEN).order_by("due_at", "id")
    near = near.exclude(kind=EMERGENCY)  # those are kept by who is on call, hours or not
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
