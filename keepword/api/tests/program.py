"""A program with a token, as tests use it: through the front door, with all middleware."""

import json
from typing import Any

from django.test import Client

from keepword.people import tokens
from keepword.people.models import Agent

ROOT = "/api/v1"


class Program:
    """Asks in the name of an agent; of nobody with `agent` None."""

    def __init__(self, agent: Agent | None) -> None:
        self.token = tokens.give(agent) if agent else ""
        headers = {"Authorization": f"Bearer {self.token}"} if agent else {}
        self._client = Client(headers=headers, raise_request_exception=False)

    def get(self, path: str, **query: Any) -> Any:
        return self._client.get(ROOT + path, query)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """`headers` with underscores: Idempotency_Key."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        kind = named.pop("Content-Type", "application/json")
        return self._client.generic(method, ROOT + path, content, content_type=kind, headers=named)

    def post(self, path: str, body: Any, **headers: str) -> Any:
        return self.send("POST", path, body, **headers)

    def send_form(self, path: str, fields: dict[str, Any], **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._client.post(ROOT + path, fields, headers=named)
