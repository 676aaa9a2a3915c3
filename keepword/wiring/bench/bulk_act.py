"""A thousand conversations are given to somebody in one go, and taken back: from the press to the last of them."""

import json
import time
from http.client import HTTPConnection

from keepword.conversations.models import Bulk, Conversation
from keepword.conversations.models.bulk import DONE
from keepword.people.models import Agent
from keepword.wiring.bench.asking import Cost, Wrong
from keepword.wiring.bench.programs import Program

SELECTED = 1000
PATIENCE = 300.0  # seconds


def give(program: Program, *, token: dict[str, str]) -> tuple[int, Cost]:
    """Which bulk act it was, and what each conversation of it cost."""
    open_ones = Conversation.objects.filter(status="open").order_by("-last_activity_at", "-id")
    ids = list(open_ones.values_list("id", flat=True)[:SELECTED])
    colleague = Agent.objects.active().order_by("-id").values_list("id", flat=True)[0]
    body = {"do": "assign", "to": colleague, "conversations": ids}
    return _done(program, "POST", "/api/v1/bulk", token=token, body=body)


def take_back(program: Program, *, token: dict[str, str], bulk: int) -> Cost:
    return _done(program, "PUT", f"/api/v1/bulk/{bulk}/undoing", token=token, body={})[1]


def _done(
    program: Program, method: str, path: str, *, token: dict[str, str], body: dict[str, object]
) -> tuple[int, Cost]:
    """Raises Wrong unless all of it is done in time."""
    client = HTTPConnection("127.0.0.1", program.port, timeout=60)
    cpu, began = program.cpu(), time.perf_counter()
    client.request(method, path, body=json.dumps(body), headers=token | {"Content-Type": "application/json"})
    answer = client.getresponse()
    content = answer.read()
    client.close()
    if answer.status not in (200, 201):
        raise Wrong(f"{path}: {answer.status} {content[:300]!r}")
    number = json.loads(content)["id"]
    _wait_for(number, until=began + PATIENCE)
    rows = Bulk.objects.get(pk=number).rows
    each = (time.perf_counter() - began) * 1000 / rows.count()
    if rows.exclude(state="done").exclude(state="same").exists():
        raise Wrong(f"{path}: not all of it was done.")
    return number, Cost((program.cpu() - cpu) * 1000 / rows.count(), each, each)


def _wait_for(number: int, *, until: float) -> None:
    while not Bulk.objects.filter(pk=number, state=DONE).exists():
        if time.perf_counter() > until:
            raise Wrong(f"Bulk act {number} took too long.")
        time.sleep(0.02)
