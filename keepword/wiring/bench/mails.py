"""How many mails a second are taken in: sent by SMTP over several connections, and counted once they are messages."""

import asyncio
import sys
import time
from dataclasses import dataclass

CONNECTIONS = 16
BODY = "It was due on Monday, and the tracking page has not moved since. Could you look where it is? Thank you."


@dataclass(frozen=True, slots=True)
class Rate:
    """Mails a second: acknowledged to their senders, and turned into messages."""

    acknowledged: float
    taken_in: float


def letter(number: int, *, to: str) -> bytes:
    """A mail of an ordinary kind; every one its own."""
    return (
        f"From: Customer {number} <bench{number % 2000}@mail.example>\r\nTo: {to}\r\n"
        f"Subject: Where is my parcel {number}?\r\nMessage-ID: <bench-{number}-{time.time_ns()}@mail.example>\r\n"
        "Date: Mon, 02 Mar 2026 09:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
        f"Hello,\r\n\r\norder LL-{number}: {BODY}\r\n请问什么时候能到？\r\n"
    ).encode()


async def send_all(port: int, *, count: int, to: str) -> float:
    """Returns the seconds until the last was acknowledged."""
    numbers = iter(range(count))
    began = time.perf_counter()
    await asyncio.gather(*(_send_some(port, numbers=numbers, to=to) for _ in range(CONNECTIONS)))
    return time.perf_counter() - began


async def _send_some(port: int, *, numbers: "object", to: str) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    await _expect(reader, "220")
    await _say(writer, reader, "EHLO bench", "250")
    for number in numbers:  # type: ignore[attr-defined]
        await _say(writer, reader, f"MAIL FROM:<bench{number % 2000}@mail.example>", "250")
        await _say(writer, reader, f"RCPT TO:<{to}>", "250")
        await _say(writer, reader, "DATA", "354")
        writer.write(letter(number, to=to) + b".\r\n")
        await _expect(reader, "250")
    await _say(writer, reader, "QUIT", "221")
    writer.close()


async def _say(writer: asyncio.StreamWriter, reader: asyncio.StreamReader, words: str, expected: str) -> None:
    writer.write(words.encode() + b"\r\n")
    await _expect(reader, expected)


async def _expect(reader: asyncio.StreamReader, expected: str) -> None:
    """Reads one answer of one or several lines. Raises RuntimeError for another one."""
    while True:
        line = (await reader.readline()).decode()
        if not line.startswith(expected):
            raise RuntimeError(f"expected {expected}, got {line!r}")
        if line[3:4] == " ":
            return


if __name__ == "__main__":  # a process of its own: the client's work must not be counted as the server's
    sys.stdout.write(str(asyncio.run(send_all(int(sys.argv[1]), count=int(sys.argv[2]), to=sys.argv[3]))))
