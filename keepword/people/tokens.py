"""Give a program a key, and know whose key it is."""

import hashlib
import secrets
from typing import Any

from django.db.models import QuerySet

from keepword.kit import clock
from keepword.kit.prepared import Prepared
from keepword.people.models import Agent, ApiToken
from keepword.people.recognising import COLUMNS, recognised

PREFIX = "kw_"
USED_EVERY = 60  # seconds between two notes of "last used", so that reading by API does not write each time


def give(agent: Agent, *, name: str = "") -> str:
    """A new token for the agent. It is shown this once and never again."""
    secret = PREFIX + secrets.token_urlsafe(32)
    ApiToken.objects.create(agent=agent, name=name, digest=_digest(secret), created_at=clock.now())
    return secret


def agent_of(secret: str) -> Agent | None:
    """The active agent who holds this token, None for a stranger."""
    found = HOLDER(digest=_digest(secret))
    if not found:
        return None
    token_id, last_used_at, *agent = found[0]
    now = clock.now()
    if last_used_at is None or (now - last_used_at).total_seconds() > USED_EVERY:
        ApiToken.objects.filter(pk=token_id).update(last_used_at=now)
    return recognised(agent)


def _holder(digest: str) -> QuerySet[ApiToken, Any]:
    """Asked at every request of a program, so it is prepared: 0.1 ms instead of 0.4."""
    tokens = ApiToken.objects.filter(digest=digest, agent__is_active=True)
    return tokens.values_list("id", "last_used_at", *[f"agent__{field}" for field in COLUMNS])


HOLDER = Prepared(_holder)


def _digest(secret: str) -> str:
    """A fast hash is right here: the token is 256 random bits, there is nothing to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()
