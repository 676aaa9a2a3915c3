"""Ask the server the same thing many times, and say what one time cost."""

import json
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse

from keepword.wiring.bench.programs import Program

WARM_UP = 15


class Wrong(RuntimeError):
    """The server's answer was not the one that is measured."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one request, in milliseconds."""

    cpu_ms: float
    median_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Request:
    """What to send; a body makes it a POST of JSON."""

    path: str
    headers: dict[str, str]
    body: dict[str, object] | None = None


def ask(client: HTTPConnection, request: Request) -> tuple[HTTPResponse, bytes]:
    """Raises Wrong unless the answer is a success."""
    body = None if request.body is None else json.dumps(request.body)
    headers = request.headers | ({"Content-Type": "application/json"} if body else {})
    client.request("POST" if body else "GET", request.path, body=body, headers=headers)
    response = client.getresponse()
    content = response.read()
    if response.status not in (200, 201, 202):
        raise Wrong(f"{request.path}: {response.status} {content[:300]!r}")
    return response, content


def cost(program: Program, requests: Callable[[], Iterator[Request]], *, times: int) -> Cost:
    """`requests` yields as many as are asked for."""
    client = HTTPConnection("127.0.0.1", program.port, timeout=60)
    asked = requests()
    for _ in range(WARM_UP):
        ask(client, next(asked))
    walls = []
    before = program.cpu()
    for _ in range(times):
        request = next(asked)
        began = time.perf_counter()
        ask(client, request)
        walls.append((time.perf_counter() - began) * 1000)
    used = (program.cpu() - before) * 1000 / times
    client.close()
    return Cost(used, statistics.median(walls), statistics.quantiles(walls, n=20)[-1])
