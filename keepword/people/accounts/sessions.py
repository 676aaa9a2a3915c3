"""Where somebody is signed in, and how they are signed out there."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from keepword.events import log
from keepword.events.actor import Actor
from keepword.kit import clock
from keepword.people.accounts.devices import browser_of, system_of
from keepword.people.models import Agent, DeskSession


@dataclass(frozen=True, slots=True)
class Seat:
    """One browser of an agent. `name` stands for it in a form: its key opens the desk, so no page shows that.
    `browser` and `system` are "" when they are not known."""

    name: str
    browser: str
    system: str
    address: str
    way: str
    signed_in_at: datetime
    seen_at: datetime
    is_here: bool


def seats_of(agent: Agent, *, here: str | None) -> list[Seat]:
    """All of them, this one (its key is `here`) first, then the one that was seen last."""
    seats = [_seat(row, here=here) for row in _open(agent).order_by("-seen_at", "session_key")]
    return sorted(seats, key=lambda seat: not seat.is_here)


@transaction.atomic
def end_one(agent: Agent, *, name: str, by: Actor) -> bool:
    """Whether there was such a one."""
    keys = [key for key in _open(agent).values_list("session_key", flat=True) if _name(key) == name]
    return bool(_end(agent, rows=DeskSession.objects.filter(session_key__in=keys), by=by))


@transaction.atomic
def end_others(agent: Agent, *, here: str | None, by: Actor) -> int:
    """Everywhere but here; `here` None for everywhere. Returns how many there were."""
    rows = DeskSession.objects.filter(agent=agent)
    return _end(agent, rows=rows.exclude(session_key=here) if here else rows, by=by)


@transaction.atomic
def left(agent: Agent) -> None:
    """They signed out in a browser, and its session is gone: what is still open in it hears of it now."""
    log.record("session.ended", actor=agent.as_actor, agent=agent.pk, to=[agent.pk])


def forget_old() -> None:
    """Those that ran out, and with them where somebody was signed in."""
    DeskSession.objects.filter(expire_date__lt=clock.now()).delete()


def _end(agent: Agent, *, rows: QuerySet[DeskSession], by: Actor) -> int:
    """Open screens hear of it now: their streams ask again who may listen."""
    count = rows.delete()[0]
    if count:
        log.record("agent.signed_out", actor=by, agent=agent.pk, count=count, to=[agent.pk])
    return count


def _open(agent: Agent) -> QuerySet[DeskSession]:
    return DeskSession.objects.filter(agent=agent, expire_date__gt=clock.now())


def _seat(row: DeskSession, *, here: str | None) -> Seat:
    return Seat(
        name=_name(row.session_key),
        browser=browser_of(row.device),
        system=system_of(row.device),
        address=row.address,
        way=row.way,
        signed_in_at=row.signed_in_at or row.expire_date,
        seen_at=row.seen_at or row.expire_date,
        is_here=row.session_key == here,
    )


def _name(key: str) -> str:
    return hashlib.sha256(f"keepword.seat.{key}".encode()).hexdigest()[:20]
