"""Our own mail listener on private ports, as the program runs it."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvloop

from keepword.channels.email import listening
from tests.services.processes import free_port


@dataclass(frozen=True)
class Listener:
    port: int
    lmtp_port: int


@contextmanager
def listener() -> Iterator[Listener]:
    """On an event loop in a thread of its own. What it acknowledged is stored when this ends."""
    here = Listener(free_port(), free_port())
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        loop = runner.get_loop()
        stop = loop.run_until_complete(listening.start(host="127.0.0.1", port=here.port, lmtp_port=here.lmtp_port))
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        try:
            yield here
        finally:
            asyncio.run_coroutine_threadsafe(stop(), loop).result(10)
            loop.call_soon_threadsafe(loop.stop)
            thread.join(10)
