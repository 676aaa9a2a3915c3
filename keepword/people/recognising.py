"""Who comes back: the session and its agent, asked for at every request of the desk, by two prepared queries."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import QuerySet

from keepword.kit import clock
from keepword.kit.prepared import Prepared
from keepword.people.models import Agent
from keepword.people.models.agent import KEPT

FIELDS = [field.attname for field in Agent._meta.concrete_fields]
COLUMNS = [*FIELDS, "own_role__permissions"]


class SessionStore(db.SessionStore):
    """Django's sessions in the database, read without making the same SQL anew each time."""

    def load(self) -> dict[str, Any]:
        found = SESSION(key=self.session_key or "")
        if found and found[0][1] > clock.now():
            kept: dict[str, Any] = self.decode(found[0][0])
            return kept
        self._session_key = None
        return {}


class Backend(ModelBackend):
    """Django's way to sign in by a password, and a quicker one to find the agent of a session."""

    def get_user(self, user_id: int) -> Agent | None:
        """None for somebody who is gone or may not sign in any more."""
        found = AGENT(agent=int(user_id))
        agent = recognised(found[0]) if found else None
        return agent if agent is not None and self.user_can_authenticate(agent) else None


def recognised(row: Sequence[Any]) -> Agent:
    """The agent of `COLUMNS`, who knows what they may do without another query."""
    *fields, own_permissions = row
    agent = Agent.from_db(connection.alias, FIELDS, fields)
    agent.__dict__[KEPT] = own_permissions or []
    return agent


def _session(key: str) -> QuerySet[Session, Any]:
    return Session.objects.filter(session_key=key).values_list("session_data", "expire_date")


def _agent(agent: int) -> QuerySet[Agent, Any]:
    return Agent.objects.filter(pk=agent).values_list(*COLUMNS)


SESSION, AGENT = Prepared(_session), Prepared(_agent)
