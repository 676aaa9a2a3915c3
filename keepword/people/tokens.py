"""Give a program a key, and know whose key it is."""

import hashlib
import secrets

from keepword.kit import clock
from keepword.people.models import Agent, ApiToken

PREFIX = "kw_"
USED_EVERY = 60  # seconds between two notes of "last used", so that reading by API does not write each time


def give(agent: Agent, *, name: str = "") -> str:
    """A new token for the agent. It is shown this once and never again."""
    secret = PREFIX + secrets.token_urlsafe(32)
    ApiToken.objects.create(agent=agent, name=name, digest=_digest(secret), created_at=clock.now())
    return secret


def agent_of(secret: str) -> Agent | None:
    """The active agent who holds this token, None for a stranger."""
    token = ApiToken.objects.select_related("agent").filter(digest=_digest(secret), agent__is_active=True).first()
    if token is None:
        return None
    now = clock.now()
    if token.last_used_at is None or (now - token.last_used_at).total_seconds() > USED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token.agent


def _digest(secret: str) -> str:
    """A fast hash is right here: the token is 256 random bits, there is nothing to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()
