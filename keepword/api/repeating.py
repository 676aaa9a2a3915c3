"""A create that is sent twice happens once: the Idempotency-Key header.

The key is kept in the transaction of the create. After a crash both are there or neither, so a program that got no
answer may always ask again.
"""

import hashlib
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.db import connection, transaction
from django.http import HttpRequest

from keepword.api.authorising import agent_of
from keepword.api.models import KeptRequest
from keepword.api.problems import Problem
from keepword.kit import clock

HEADER = "Idempotency-Key"
KEPT = timedelta(hours=24)
LONGEST = 255


def once(request: HttpRequest, *, said: Iterable[bytes], make: Callable[[], int]) -> tuple[int, bool]:
    """Run `make` unless this agent's key made something already. Returns the id of what was made, and whether that
    was an earlier request's. `said` is the body in pieces. An error keeps nothing, the key is free again.

    Raises Problem: 400 for a bad key, 422 for a key that came with something else, 409 while the first is at work.
    """
    key = request.headers.get(HEADER)
    if key is None:
        return make(), False
    if not 0 < len(key) <= LONGEST or not key.isascii() or not key.isprintable():
        raise Problem(400, name="bad-key", detail=f"{HEADER} is 1 to {LONGEST} printable ASCII characters.")
    digest = _digest(request, said=said)
    agent = agent_of(request)
    with transaction.atomic():
        _hold(f"{agent.pk} {key}")
        known = KeptRequest.objects.filter(agent=agent, key=key).first()
        if known is None:
            made = make()
            KeptRequest.objects.create(agent=agent, key=key, digest=digest, made=made, created_at=clock.now())
            return made, False
    if known.digest != digest:
        raise Problem(422, name="key-reused", detail=f"This {HEADER} came with another request before.")
    return known.made, True


def _digest(request: HttpRequest, *, said: Iterable[bytes]) -> str:
    digest = hashlib.sha256(f"{request.method} {request.path}\n".encode())
    for piece in said:
        digest.update(hashlib.sha256(piece).digest())
    return digest.hexdigest()


def _hold(name: str) -> None:
    """One at a time for each key. PostgreSQL says at once that another is at work; on SQLite this transaction began
    as the only writer, so the other one is already done."""
    if connection.vendor != "postgresql":
        return
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        if not cursor.fetchone()[0]:
            detail = f"A request with this {HEADER} is at work. Ask again in a moment."
            raise Problem(409, name="at-work", detail=detail, headers={"Retry-After": "1"})


def forget_old() -> None:
    KeptRequest.objects.filter(created_at__lt=clock.now() - KEPT).delete()
