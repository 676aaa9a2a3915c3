"""How late an open screen hears of a new message."""

import asyncio
import smtplib
import statistics
import time

from keepword.conversations.models import Inbox
from keepword.wiring.bench.mails import letter
from keepword.wiring.bench.programs import Program

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
