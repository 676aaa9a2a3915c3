"""Nothing of a closed inbox comes to somebody outside, over any door that can be opened by reading or by taking a list
out: pages, parts, files, searches and the API. Asked of every address there is, so that a new one is asked too."""

import io
import re
import zipfile
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client

from keepword.conversations.models import Attachment, Conversation, Inbox
from keepword.kit import clock
from keepword.people import permissions as may
from keepword.people import tokens
from keepword.people.models import Agent, Role
from tests.safety.addresses import ADMINISTRATOR, AGENT, GUARDED, of
from tests.safety.conftest import Sit, World

CLOSED = {"name": "Hushbox", "address": "hush@leafloom.example"}
FILE = "mondstein.txt"
# Who wrote, to whom, what is beside it, what is handed over, and for which company they write.
SECRETS = [*CLOSED.values(), FILE, "Ann Lee", "ann@customer.example", "was due on Monday", "a@twin.example", "Trays",
           "sales@mill.example", "For the shop", "Acme"]  # fmt: skip
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
EVERYTHING_BUT_THE_MACHINE = may.ALL - {may.MANAGE_INSTALLATION}  # who runs it sees the mailboxes of every inbox


@pytest.fixture
def whispered(world: World) -> World:
    Inbox.objects.filter(pk=world.cast.inbox.pk).update(**CLOSED)
    Attachment.objects.update(name=FILE)
    return world


@pytest.mark.parametrize("role", ["manager", "all that there is"])
def test_nothing_of_a_closed_inbox_comes_out(whispered: World, at_desk: Sit, role: str):
    outside = _outside(role)
    doors = dict(_all_that_is_told(whispered, desk=at_desk(outside), agent=outside))
    reference = Conversation.objects.get(pk=whispered.conversation.pk).reference
    told = {door: [word for word in [*SECRETS, reference] if word.encode() in said] for door, said in doors.items()}
    assert {door: words for door, words in told.items() if words} == {}


def test_by_the_same_doors_whoever_sees_it_is_told_all_of_it(whispered: World, at_desk: Sit):
    ruth = whispered.cast.ruth
    told = b"".join(said for _door, said in _all_that_is_told(whispered, desk=at_desk(ruth), agent=ruth))
    assert [word for word in SECRETS if word.encode() not in told] == []


def _outside(role: str) -> Agent:
    if role == may.MANAGER:
        return Agent.objects.create_user("boss@leafloom.example", name="Bo", role=may.MANAGER)
    own = Role.objects.create(name="Much", permissions=sorted(EVERYTHING_BUT_THE_MACHINE), made_at=clock.now())
    return Agent.objects.create_user("boss@leafloom.example", name="Bo", role=may.OWN, own_role=own)


def _all_that_is_told(world: World, *, desk: Client, agent: Agent) -> Iterator[tuple[str, bytes]]:
    for one in of(AGENT, GUARDED, ADMINISTRATOR):
        if one.route.endswith("/export"):
            yield one.route, _words(desk.post(world.path(one)))
        elif one.route != "sign-out":
            yield one.route, _words(desk.get(world.path(one), {"notes": "yes"} | _query(one.route)))
    program = {"authorization": f"Bearer {tokens.give(agent)}"}
    for path in _readable(desk):
        yield path, _words(desk.get(_filled(path, world=world), headers=program))
    yield "/api/v1/search?q", _words(desk.get("/api/v1/search?q=monday", headers=program))


def _query(route: str) -> dict[str, str]:
    return {"q": ASKED[route]} if route in ASKED else {}


def _readable(desk: Client) -> list[str]:
    paths = desk.get("/api/v1/openapi.json").json()["paths"]
    return [path for path, acts in paths.items() if "get" in acts]


def _filled(path: str, *, world: World) -> str:
    start = next((row for prefix, row in NUMBERS.items() if path.startswith(f"/api/v1{prefix}")), "conversations/")
    return re.sub(r"{[^}]*}", str(world.rows[start]), path)


def _words(answer: HttpResponse) -> bytes:
    """What was asked for is not told when it stands in the answer only because it was asked."""
    assert answer.status_code < 500
    body = answer.getvalue() if answer.streaming else answer.content
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        return b"".join(name.encode() + file.read(name) for name in file.namelist())
