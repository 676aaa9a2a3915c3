"""A tap on the wire between a browser and a server: it passes everything on, and keeps what the browser was sent."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from socketserver import BaseRequestHandler, ThreadingTCPServer

ENCODINGS = re.compile(rb"(?i)(accept-encoding: )([^\r\n]*)")
CHUNK_EDGE = re.compile(rb"\r\n[0-9a-fA-F]+\r\n")


@dataclass
class Tap:
    """What is asked for through `url` is answered by the server, uncompressed, so that it can be read."""

    server_port: int
    port: int = 0
    _kept: list[bytearray] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def heard(self) -> bytes:
        """All of it, each connection for itself; words that fell on the edge of two chunks are whole again."""
        whole = b"\n\n".join(bytes(one) for one in list(self._kept))
        assert b"\r\ncontent-encoding:" not in whole.lower(), "something came compressed, and cannot be read"
        return whole + CHUNK_EDGE.sub(b"", whole)

    def pass_on(self, browser: socket.socket) -> None:
        kept = bytearray()
        self._kept.append(kept)
        with socket.create_connection(("127.0.0.1", self.server_port)) as server:
            asking = threading.Thread(target=_ask, args=(browser, server), daemon=True)
            asking.start()
            with suppress(OSError):
                while some := server.recv(65536):
                    kept += some
                    browser.sendall(some)
            _end(browser)
            asking.join()


@contextmanager
def tap(server_port: int) -> Iterator[Tap]:
    """Listens until the end of the block."""
    own = Tap(server_port)

    class Connection(BaseRequestHandler):
        def handle(self) -> None:
            own.pass_on(self.request)

    ThreadingTCPServer.daemon_threads = True
    with ThreadingTCPServer(("127.0.0.1", 0), Connection) as listening:
        own.port = listening.server_address[1]
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        try:
            yield own
        finally:
            listening.shutdown()


def _plain(asked: re.Match[bytes]) -> bytes:
    """As long as before: what surrounds it may be cut anywhere."""
    return asked[1] + b"identity".ljust(len(asked[2]))[: len(asked[2])]


def _ask(browser: socket.socket, server: socket.socket) -> None:
    with suppress(OSError):
        while some := browser.recv(65536):
            server.sendall(ENCODINGS.sub(_plain, some))
    _end(server)


def _end(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_WR)
