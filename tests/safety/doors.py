"""Every door that can be opened by reading or by taking a list out: pages, parts, files, searches and the API."""

import io
import re
import zipfile
from collections.abc import Iterator

from django.http import HttpResponse
from django.test import Client

from keepword.people import tokens
from keepword.people.models import Agent
from tests.safety.addresses import ADMINISTRATOR, AGENT, GUARDED, of
from tests.safety.conftest import World

ASKED = {
    "search": "monday",
    "contacts": "customer",
    "companies": "customer",
    "palette": "lee",
    "bulk/choices": "monday",
}
NUMBERS = {
    "/conversations": "conversations/",
    "/contacts": "contacts/",
    "/companies": "companies/",
    "/tasks": "tasks/",
    "/promises": "promises/",
    "/views": "views/",
    "/inboxes": "settings/inboxes/",
}


def all_that_is_told(world: World, *, desk: Client, agent: Agent) -> Iterator[tuple[str, bytes]]:
    """Door and what it says, of every door. Each number in an address is that of `world.rows`."""
    for one in of(AGENT, GUARDED, ADMINISTRATOR):
        if one.route.endswith("/export"):
            yield one.route, words(desk.post(world.path(one)))
        elif one.route != "sign-out":
            yield one.route, words(desk.get(world.path(one), {"notes": "yes"} | _query(one.route)))
    program = {"authorization": f"Bearer {tokens.give(agent)}"}
    for path in _readable(desk):
        yield path, words(desk.get(_filled(path, world=world), headers=program))
    yield "/api/v1/search?q", words(desk.get("/api/v1/search?q=monday", headers=program))


def _query(route: str) -> dict[str, str]:
    return {"q": ASKED[route]} if route in ASKED else {}


def _readable(desk: Client) -> list[str]:
    paths = desk.get("/api/v1/openapi.json").json()["paths"]
    return [path for path, acts in paths.items() if "get" in acts]


def _filled(path: str, *, world: World) -> str:
    start = next((row for prefix, row in NUMBERS.items() if path.startswith(f"/api/v1{prefix}")), "conversations/")
    return re.sub(r"{[^}]*}", str(world.rows[start]), path)


def words(answer: HttpResponse) -> bytes:
    """What was asked for is not told when it stands in the answer only because it was asked."""
    assert answer.status_code < 500
    body = answer.getvalue() if answer.streaming else answer.content
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        return b"".join(name.encode() + file.read(name) for name in file.namelist())
