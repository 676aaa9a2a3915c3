"""Wait for new mail: IDLE (RFC 2177), by which a server speaks as soon as there is something."""

import socket  # house: only as a type
import threading
import time
from typing import Any

from imapclient import IMAPClient

WAIT_AT_MOST = 540.0  # seconds of one IDLE: RFC 2177 allows 29 minutes, many firewalls forget a silent line after ten
NOTICE_WITHIN = 2.0  # seconds until a thread sees that it shall stop
AT_ONCE = 0.0


class IdlingClient(IMAPClient):
    """Hears also what came in one piece with the answer to IDLE. That lies in the buffer of the connection already,
    where asking the socket, as the library does, does not see it: the mail would wait for the next one."""

    def _poll_socket(self, sock: socket.socket, timeout: float | None = None) -> Any:
        return True if timeout == AT_ONCE else super()._poll_socket(sock, timeout)


def wait_for_news(client: IMAPClient, *, stopped: threading.Event) -> None:
    """Returns on the server's word, when it was silent for long, or when we are told to stop. Raises when the line
    is dead."""
    client.idle()
    is_quiet = not client.idle_check(timeout=AT_ONCE)
    until = time.monotonic() + WAIT_AT_MOST
    while is_quiet and not stopped.is_set() and time.monotonic() < until:
        asked_at = time.monotonic()
        is_quiet = not client.idle_check(timeout=NOTICE_WITHIN)
        if is_quiet and time.monotonic() - asked_at < NOTICE_WITHIN / 2:
            break  # silence that comes at once is a line that was cut; idle_done() says so
    client.idle_done()
