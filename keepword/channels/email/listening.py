"""Our own mail listener. (First slice.)"""

import asyncio
from collections.abc import Awaitable, Callable

from aiosmtpd.smtp import SMTP, Envelope, Session

from keepword.channels.email.storing import Letter, inbox_of, store


class _Door:
    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: object
    ) -> str:  # noqa: N802
        if await asyncio.to_thread(inbox_of, address) is None:
            return "550 5.1.1 No such inbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        await asyncio.to_thread(self._store, envelope)
        return "250 OK"

    def _store(self, envelope: Envelope) -> None:
        inboxes = {inbox.pk for inbox in map(inbox_of, envelope.rcpt_tos) if inbox}
        raw = bytes(envelope.original_content or b"")
        store([Letter(pk, raw, "smtp", envelope.mail_from or "") for pk in sorted(inboxes)])


async def start(*, host: str, port: int) -> Callable[[], Awaitable[None]]:
    """Listen. Returns how to stop."""
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(_Door(), enable_SMTPUTF8=True), host, port)

    async def stop() -> None:
        server.close()

    return stop
