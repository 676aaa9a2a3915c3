"""One SMTP or LMTP session: aiosmtpd speaks the protocol, here stand its bounds and the fast way to read a mail."""

import asyncio
import ipaddress
import re
import ssl
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP

END = b".\r\n"
COMMAND_SECONDS = 300  # RFC 5321, 4.5.3.2: at least five minutes
DATA_SECONDS = 600
CONNECTIONS = 200
CONNECTIONS_OF_ONE = 20  # as many as Postfix opens to one place; it takes ten hosts to hold all lines
REFUSALS = 20  # of recipients in one session: whoever guesses addresses is sent away
BYTES_IN_HAND = 150_000_000  # of all sessions together, until they are stored
CALLS = {"MAIL": 20_000, "RCPT": 200_000, "DATA": 20_000, "RSET": 20_000, "NOOP": 2_000, "*": 50}

COMMANDS = [name for name in dir(SMTP) if name.startswith("smtp_") and name != "smtp_AUTH"]
_PLAIN_ADDRESS = re.compile(r"<([\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+)>(.*)", re.ASCII)


@dataclass
class Load:
    """What all sessions together hold at this moment."""

    sessions: "set[Session]" = field(default_factory=set)
    by_peer: Counter[str] = field(default_factory=Counter)
    bytes_in_hand: int = 0

    def admits(self, peer: str) -> bool:
        return len(self.sessions) < CONNECTIONS and self.by_peer[peer] < CONNECTIONS_OF_ONE


class Session(SMTP):
    """aiosmtpd reads a mail line by line and refuses long lines. Mail with long lines is common and harmless, so it
    is read in blocks up to the end mark; only CRLF "." CRLF ends it, which leaves nothing to smuggle a second mail
    past a relay with bare line feeds."""

    line_length_limit = 65_536

    def __dir__(self) -> list[str]:
        """aiosmtpd looks at every name of a session to find its commands, for each connection anew: half of what a
        connection costs."""
        return COMMANDS

    def __init__(self, door: object, *, load: Load, size_limit: int, name: str, tls: ssl.SSLContext | None) -> None:
        super().__init__(
            door,
            data_size_limit=size_limit,
            enable_SMTPUTF8=True,
            hostname=name,
            ident="Keepword",
            tls_context=tls,
            timeout=COMMAND_SECONDS,
            command_call_limit=CALLS,
            loop=asyncio.get_running_loop(),
        )
        self.load = load
        self.size_limit = size_limit
        self.letter = b""
        self.refusals = 0
        self.held = 0
        self.peer = ""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        if self in self.load.sessions:  # the same connection again, now with TLS
            return
        self.peer = _neighbourhood(str((transport.get_extra_info("peername") or ("local",))[0]))
        is_admitted = self.load.admits(self.peer)
        self.load.sessions.add(self)
        self.load.by_peer[self.peer] += 1
        if not is_admitted:
            self.send_away("421 4.7.0 Too many connections, please come back later")

    def connection_lost(self, error: Exception | None) -> None:
        if self in self.load.sessions:
            self.load.sessions.remove(self)
            self.load.by_peer -= Counter([self.peer])
        super().connection_lost(error)

    def send_away(self, words: str) -> None:
        """Say this and hang up, whatever the session is doing."""
        transport, handler = self.transport, self._handler_coroutine
        if transport is not None and not transport.is_closing():
            transport.write(words.encode() + b"\r\n")  # type: ignore[attr-defined]
            transport.close()
        if handler is not None:
            handler.cancel()

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        """aiosmtpd reads any address with the full grammar of a mail header; nearly all are plain."""
        plain = _PLAIN_ADDRESS.fullmatch(arg)
        return (plain.group(1), plain.group(2)) if plain else super()._getaddr(arg)

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802
        await super().smtp_RCPT(arg)
        if self.refusals >= REFUSALS:
            self.send_away("421 4.7.0 Too many unknown recipients")

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if not await self._may_send(arg):
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        self._reset_timeout(DATA_SECONDS)
        try:
            status = await self._take_letter()
        finally:
            self._hold(-self.held)
            self.letter = b""
        self._set_post_data_state()
        await self.push(status)

    async def _may_send(self, arg: str | None) -> bool:
        if await self.check_helo_needed():
            return False
        if not self.envelope or not self.envelope.rcpt_tos:
            await self.push("503 5.5.1 Error: need RCPT command")
        elif arg:
            await self.push("501 5.5.4 Syntax: DATA")
        else:
            return True
        return False

    async def _take_letter(self) -> str:
        """Read to the end mark, then hand over. What is refused is read too, or the sender would not listen."""
        letter, tail, refusal = bytearray(), b"\r\n", ""
        while tail != b"\r\n.\r\n":
            block = await self._block()
            tail = (tail + block)[-5:]
            refusal = refusal or self._refusal(len(letter) + len(block))
            if refusal:
                letter.clear()
                self._hold(-self.held)
            else:
                letter += block
                self._hold(len(block))
        if refusal:
            return refusal
        self.letter = _without_dots(letter)
        status: str = await self._call_handler_hook("DATA")
        return status

    async def _block(self) -> bytes:
        try:
            return await self._reader.readuntil(END)
        except asyncio.LimitOverrunError as error:
            return await self._reader.read(error.consumed)

    def _refusal(self, size: int) -> str:
        if size > self.size_limit + len(END):
            return "552 5.3.4 This mail is larger than we take"
        if self.load.bytes_in_hand > BYTES_IN_HAND:
            return "452 4.3.1 Too much mail at once, please come back later"
        return ""

    def _hold(self, size: int) -> None:
        self.held += size
        self.load.bytes_in_hand += size


class LocalSession(Session, LMTP):
    """LMTP (RFC 2033): the same, but each recipient has an answer of its own."""

    def __dir__(self) -> list[str]:
        return [*COMMANDS, "smtp_LHLO"]


def _neighbourhood(host: str) -> str:
    """What one peer may call its own: an IPv4 address, or the 2^64 addresses of one IPv6 network (RFC 6177)."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if address.version == 4:
        return host
    return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))


def _without_dots(letter: bytearray) -> bytes:
    """RFC 5321, 4.5.2: the end mark is not part of the mail, and one dot that begins a line was added on the way."""
    del letter[-len(END) :]
    if letter.startswith(b"."):
        del letter[0]
    return bytes(letter.replace(b"\r\n.", b"\r\n"))
