"""A relay that takes every mail and remembers when."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from keepword.wiring.bench.programs import free_port

_MESSAGE_ID = re.compile(rb"^Message-ID:\s*<([^>]+)>", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Sink:
    """`came_at`: seconds of `time.perf_counter` by Message-ID."""

    port: int
    came_at: dict[str, float] = field(default_factory=dict)
    came: threading.Condition = field(default_factory=threading.Condition)

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's name
        found = _MESSAGE_ID.search(envelope.original_content or b"")
        with self.came:
            self.came_at[found.group(1).decode() if found else ""] = time.perf_counter()
            self.came.notify_all()
        return "250 OK"

    def wait_for(self, message_id: str, *, seconds: float = 30) -> float:
        """When that mail came. Raises TimeoutError."""
        with self.came:
            if not self.came.wait_for(lambda: message_id in self.came_at, timeout=seconds):
                raise TimeoutError(message_id)
            return self.came_at[message_id]


@contextmanager
def listening() -> Iterator[Sink]:
    sink = Sink(free_port())
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
