"""A desk in use: fifty agents' screens are open, and each hears of what changes."""

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse

from keepword.web.live import ADDRESS
from keepword.wiring.bench.programs import Program

SCREENS = 50


class NotOpen(RuntimeError):
    """The server did not open a stream."""


@contextmanager
def screens_open(program: Program, cookies: Sequence[str]) -> Iterator[None]:
    """The live streams of fifty screens, shared out among these agents' sessions, for as long as it is measured."""
    streams = [_open(program, cookie) for cookie in itertools.islice(itertools.cycle(cookies), SCREENS)]
    try:
        yield
    finally:
        for client, answer in streams:
            answer.close()
            client.close()


def _open(program: Program, cookie: str) -> tuple[HTTPConnection, HTTPResponse]:
    client = HTTPConnection("127.0.0.1", program.port, timeout=60)
    client.request("GET", ADDRESS, headers={"Cookie": cookie, "Accept": "text/event-stream"})
    answer = client.getresponse()
    if answer.status != 200:
        raise NotOpen(f"{ADDRESS}: {answer.status}")
    return client, answer
