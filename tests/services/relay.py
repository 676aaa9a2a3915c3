"""A real SMTP relay that takes what we send, and can have a bad day."""

import asyncio
import email
import email.policy
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.services.processes import free_port


@dataclass(frozen=True)
class Handed:
    """One mail as it was handed over."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes

    @property
    def mail(self) -> EmailMessage:
        return email.message_from_bytes(self.raw, policy=email.policy.default)

    @property
    def message_id(self) -> str:
        return str(self.mail["Message-ID"]).strip("<>")

    @property
    def text(self) -> str:
        return self.mail.get_body(("plain",)).get_content()


@dataclass
class Relay:
    """`mood` is one of accept, refuse (550), refuse recipient (550 at RCPT), later (451), slow (answers when its mood
    is another one), hang up (in the middle of the mail). `refused` are addresses that it does not take; `waiting`
    counts mails that came and are not answered."""

    port: int
    mood: str = "accept"
    refused: frozenset[str] = frozenset()
    connections: int = 0
    waiting: int = 0
    handed: list[Handed] = field(default_factory=list)
    came: threading.Condition = field(default_factory=threading.Condition)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def wait_for(self, count: int, *, seconds: float = 30) -> list[Handed]:
        """Until that many mails were handed over. Raises AssertionError when they were not in time."""
        with self.came:
            in_time = self.came.wait_for(lambda: len(self.handed) >= count, timeout=seconds)
        assert in_time, f"{len(self.handed)} of {count} mails came"
        return list(self.handed)

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, lines: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return lines

    async def handle_RCPT(  # aiosmtpd names its hooks so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.mood == "refuse recipient" or address in self.refused:
            return "550 5.1.1 No such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.waiting += 1
        while self.mood == "slow":
            await asyncio.sleep(0.05)
        self.waiting -= 1
        if self.mood == "refuse":
            return "550 5.7.1 We do not like this mail"
        if self.mood == "later":
            return "451 4.3.0 Come again"
        if self.mood == "hang up":
            server.transport.close()
            return "421 4.3.0 Bye"
        with self.came:
            self.handed.append(Handed(envelope.mail_from, tuple(envelope.rcpt_tos), bytes(envelope.original_content)))
            self.came.notify_all()
        return "250 OK"


@contextmanager
def relay(*, port: int | None = None, **options: Any) -> Iterator[Relay]:
    """Listens until the end of the block. `options` are aiosmtpd's."""
    own = Relay(port or free_port())
    controller = Controller(own, hostname="127.0.0.1", port=own.port, **({"enable_SMTPUTF8": True} | options))
    controller.start()
    try:
        yield own
    finally:
        controller.stop()
