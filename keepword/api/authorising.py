"""Whose request is this? A bearer token stands for an agent, and what the agent may see the token may see."""

import math

from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer

from keepword.api.limiting import Limiter
from keepword.api.problems import Problem
from keepword.people import tokens
from keepword.people.models import Agent


class Token(HttpBearer):
    """Cookies open nothing here, so that no page can ask in the name of an agent who is signed in."""

    def __init__(self) -> None:
        super().__init__()
        self._limiter = Limiter(per_minute=settings.API_REQUESTS_PER_MINUTE)

    def authenticate(self, request: HttpRequest, token: str) -> Agent | None:
        """Raises Problem when the token asked too often. Only known tokens are counted: a stranger's guesses must
        not fill the memory."""
        agent = tokens.agent_of(token)
        if agent is not None:
            wait = self._limiter.seconds_to_wait(token)
            if wait:
                raise Problem(429, headers={"Retry-After": str(math.ceil(wait))})
        return agent


def agent_of(request: HttpRequest, *, may: str = "") -> Agent:
    """The agent whom `Token` found. Raises Problem (403) when their role does not include `may`."""
    agent: Agent = request.auth  # type: ignore[attr-defined]
    if may and not agent.may(may):
        detail = f"The role of your token's agent does not include the permission {may!r}."
        raise Problem(403, name="not-permitted", detail=detail)
    return agent
