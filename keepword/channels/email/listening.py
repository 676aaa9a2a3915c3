"""Our own mail listener: SMTP for the world, LMTP for a mail server beside us.

A mail is acknowledged only once it is durable. Nothing is relayed: who is not one of our inboxes is refused before
the mail is read.
"""

import asyncio
import logging
import platform
from collections.abc import Awaitable, Callable
from typing import Any

from aiosmtpd.smtp import Envelope
from aiosmtpd.smtp import Session as Meeting
from django.conf import settings
from django.db import Error as DatabaseFault

from keepword.channels.email.certificates import Renewed
from keepword.channels.email.committing import GroupCommit, NotStored, TooMany
from keepword.channels.email.directory import Directory
from keepword.channels.email.sessions import Load, LocalSession, Session
from keepword.channels.email.storing import Letter

log = logging.getLogger(__name__)

RECIPIENTS = 100  # RFC 5321, 4.5.3.1.8: at least a hundred
LATER = "451 4.3.0 We cannot keep mail at this moment, please come back later"
BUSY = "452 4.3.1 Too much mail at once, please come back later"


async def start(*, host: str, port: int, lmtp_port: int | None = None) -> Callable[[], Awaitable[None]]:
    """Listen on the running event loop, on `lmtp_port` too if there is one. Returns how to stop: what was received is
    stored and acknowledged first. Raises OSError when an address is taken."""
    loop, load, commit = asyncio.get_running_loop(), Load(), GroupCommit()
    door = Door(directory=Directory(), commit=commit)
    options: dict[str, Any] = {
        "load": load,
        "size_limit": settings.MAIL_SIZE_LIMIT,
        "name": platform.node() or "localhost",
    }
    seal = Renewed(settings.MAIL_CERTIFICATE) if settings.MAIL_CERTIFICATE else None

    def session(kind: type[Session]) -> Session:
        return kind(door, tls=seal.context() if seal else None, **options)

    servers = [await loop.create_server(lambda: session(Session), host, port)]
    if lmtp_port:
        servers.append(await loop.create_server(lambda: session(LocalSession), host, lmtp_port))

    async def stop() -> None:
        for server in servers:
            server.close()
        await commit.stop()
        await asyncio.sleep(0.05)  # the acknowledgements of what was just stored leave first
        for session in list(load.sessions):
            session.send_away("421 4.3.2 We close for a moment, please come back later")

    return stop


class Door:
    """What we answer. aiosmtpd finds these methods by their names."""

    def __init__(self, *, directory: Directory, commit: GroupCommit) -> None:
        self._directory = directory
        self._commit = commit

    def __dir__(self) -> list[str]:
        """As in sessions.py: aiosmtpd looks at every name for each connection."""
        return ["handle_EHLO", "handle_RCPT", "handle_DATA"]

    async def handle_EHLO(  # noqa: N802
        self, server: Session, session: Meeting, envelope: Envelope, hostname: str, lines: list[str]
    ) -> list[str]:
        """One packet instead of one a line, and what we can do besides."""
        session.host_name = hostname
        able = [line for line in lines if not line.startswith("250-AUTH")]
        return ["\r\n".join([*able[:-1], "250-PIPELINING", able[-1]])]

    async def handle_RCPT(  # noqa: N802
        self, server: Session, session: Meeting, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if len(envelope.rcpt_tos) >= RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        try:
            inbox_id = await self._directory.inbox_id(address)
        except (DatabaseFault, OSError) as error:
            log.warning("A recipient could not be looked up: %s", type(error).__name__)
            return LATER
        if inbox_id is None:
            server.refusals += 1
            return "550 5.1.1 There is no such inbox here"
        envelope.rcpt_tos.append(str(inbox_id))
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: Session, session: Meeting, envelope: Envelope) -> str:  # noqa: N802
        way = "lmtp" if isinstance(server, LocalSession) else "smtp"
        status = await self._keep(server.letter, envelope=envelope, way=way)
        return "\r\n".join([status] * len(envelope.rcpt_tos)) if isinstance(server, LocalSession) else status

    async def _keep(self, raw: bytes, *, envelope: Envelope, way: str) -> str:
        """Once for each inbox, however many of its addresses the mail names."""
        sender = (envelope.mail_from or "").strip("<>")
        try:
            await self._commit.keep(
                [Letter(int(inbox_id), raw, way, sender) for inbox_id in dict.fromkeys(envelope.rcpt_tos)]
            )
        except TooMany:
            return BUSY
        except NotStored:
            self._directory.forget()
            return LATER
        return "250 2.0.0 Kept"

    async def handle_exception(self, error: Exception) -> str:
        log.error("A mail session failed", exc_info=error)
        return "451 4.3.0 Something went wrong here, please come back later"
