"""How late an open screen hears of a new message, and how late a relay of a reply."""

import asyncio
import json
import smtplib
import statistics
import time
from http.client import HTTPConnection

from keepword.conversations.models import Inbox
from keepword.wiring.bench.asking import Request, ask
from keepword.wiring.bench.mails import letter
from keepword.wiring.bench.programs import Program
from keepword.wiring.bench.sink import Sink

TIMES = 40


async def to_screen(program: Program, *, cookie: str) -> tuple[float, float]:
    """Median and p95 milliseconds from a mail being acknowledged to its name on an open stream."""
    inbox = await asyncio.to_thread(lambda: Inbox.objects.order_by("id").values_list("address", flat=True)[0])
    reader, writer = await asyncio.open_connection("127.0.0.1", program.port)
    writer.write(f"GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n".encode())
    while b"hello" not in await reader.readline():
        pass
    late = []
    for number in range(TIMES):
        stored_at = await asyncio.to_thread(_send, program.mail_port, letter(900_000 + number, to=inbox), inbox)
        while b"message.received" not in await reader.readline():
            pass
        late.append((time.perf_counter() - stored_at) * 1000)
        await asyncio.sleep(0.2)  # an idle machine is what is measured
    writer.close()
    return statistics.median(late), statistics.quantiles(late, n=20)[-1]


def _send(port: int, mail: bytes, to: str) -> float:
    """Returns when it was acknowledged."""

    with smtplib.SMTP("127.0.0.1", port) as client:
        client.sendmail("bench@mail.example", [to], mail)
        return time.perf_counter()


def to_relay(program: Program, sink: Sink, *, path: str, token: dict[str, str]) -> tuple[float, float]:
    """Median and p95 milliseconds from posting a reply to its mail being handed over."""
    client, late = HTTPConnection("127.0.0.1", program.port, timeout=60), []
    for number in range(TIMES):
        posted_at = time.perf_counter()
        _, content = ask(client, Request(path, token, {"text": f"Reply {number}"}))
        late.append((sink.wait_for(json.loads(content)["message_id"]) - posted_at) * 1000)
        time.sleep(0.2)  # an idle machine is what is measured
    client.close()
    return statistics.median(late), statistics.quantiles(late, n=20)[-1]
