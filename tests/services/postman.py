"""A relay that carries what we send to real mailboxes: SMTP in, Dovecot's LMTP out."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.services.dovecot import Dovecot
from tests.services.processes import free_port


@dataclass(frozen=True)
class Postman:
    """Refuses, as a mail server does, a recipient for whom there is no mailbox."""

    port: int
    dovecot: Dovecot

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_RCPT(  # aiosmtpd names its hooks so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address not in self.dovecot.users:
            return "550 5.1.1 No such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.original_content or b""
        for recipient in envelope.rcpt_tos:
            await asyncio.to_thread(self.dovecot.deliver, content, to=recipient, sender=envelope.mail_from or "")
        return "250 OK"


@contextmanager
def postman(dovecot: Dovecot) -> Iterator[Postman]:
    """Carries until the end of the block."""
    own = Postman(free_port(), dovecot)
    controller = Controller(own, hostname="127.0.0.1", port=own.port, enable_SMTPUTF8=True)
    controller.start()
    try:
        yield own
    finally:
        controller.stop()
