"""Who comes back: the session and its agent, asked for at every request of the desk, by two prepared queries.

When and from where a session was seen is written as it is read, once in a few minutes: a page costs no query more.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import OperationalError, connection
from django.db.models import QuerySet
from django.http import HttpRequest

from keepword.kit import clock
from keepword.kit.prepared import Prepared
from keepword.people.models import Agent
from keepword.people.models.agent import KEPT
from keepword.people.models.session import PASSWORD, DeskSession

log = logging.getLogger(__name__)

FIELDS = [field.attname for field in Agent._meta.concrete_fields]
COLUMNS = [*FIELDS, "own_role__permissions"]
SEEN_AGAIN = timedelta(minutes=5)
SIGNED_IN_BY, SIGNED_IN_AT = "way", "signed_in_at"  # in the data of a session; the moment as ISO 8601


class SessionStore(db.SessionStore):
    """Django's sessions in a table of our own, read without making the same SQL anew each time. `device` and
    `address` are what the request says of the browser; None where nobody looks at a page."""

    device: str | None = None
    address: str | None = None
    ends_at: datetime | None = None  # known once it was read

    @classmethod
    def get_model_class(cls) -> type[DeskSession]:
        return DeskSession

    def load(self) -> dict[str, Any]:
        found = SESSION(key=self.session_key or "")
        if found and found[0][1] > clock.now():
            kept: dict[str, Any] = self.decode(found[0][0])
            self.ends_at = found[0][1]
            self._is_seen(found[0][2])
            return kept
        self._session_key = None
        return {}

    def create_model_instance(self, data: dict[str, Any]) -> DeskSession:
        row = cast(DeskSession, super().create_model_instance(data))
        if SESSION_KEY in data:
            now = clock.now()
            row.agent_id = int(data[SESSION_KEY])
            row.way = data.get(SIGNED_IN_BY, PASSWORD)
            row.signed_in_at = datetime.fromisoformat(data[SIGNED_IN_AT]) if SIGNED_IN_AT in data else now
            row.seen_at = now
            row.device, row.address = (self.device or "")[:300], (self.address or "")[:45]
        return row

    def _is_seen(self, seen_at: datetime | None) -> None:
        """A database that is busy must not take back a page: it is written with the next one."""
        now = clock.now()
        if self.address is None or seen_at is None or now - seen_at < SEEN_AGAIN:
            return
        row = DeskSession.objects.filter(pk=self.session_key)
        try:
            row.update(seen_at=now, address=self.address[:45], device=(self.device or "")[:300])
        except OperationalError as error:
            log.warning("A session was seen: not written: %s", type(error).__name__)


class DeskSessionMiddleware(SessionMiddleware):
    """Django's, whose sessions know which browser asks, and from where."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        session = cast(SessionStore, request.session)
        session.device = request.META.get("HTTP_USER_AGENT", "")
        session.address = request.META.get("REMOTE_ADDR", "")


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


def _session(key: str) -> QuerySet[DeskSession, Any]:
    return DeskSession.objects.filter(session_key=key).values_list("session_data", "expire_date", "seen_at")


def _agent(agent: int) -> QuerySet[Agent, Any]:
    return Agent.objects.filter(pk=agent).values_list(*COLUMNS)


SESSION, AGENT = Prepared(_session), Prepared(_agent)
