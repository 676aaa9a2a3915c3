"""A wire between a program and a server, which may die without a word: what is sent over it is swallowed, and neither
end hears that it is gone. So a firewall behaves that forgot a connection."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Wire:
    """`port` stands for the server's. Connections that are made after `die` live."""

    def __init__(self, to: int) -> None:
        self._to = to
        self._door = socket.create_server(("127.0.0.1", 0))
        self._living: list[threading.Event] = []
        self._ends: list[socket.socket] = []
        self.port: int = self._door.getsockname()[1]
        threading.Thread(target=self._take, daemon=True).start()

    def die(self) -> int:
        """Of all connections until now; how many there were."""
        dying, self._living = self._living, []
        for dead in dying:
            dead.set()
        return len(dying)

    def close(self) -> None:
        """The server hears now that whoever was there is gone."""
        for end in (self._door, *self._ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _take(self) -> None:
        with suppress(OSError):
            while True:
                near, _from = self._door.accept()
                far, dead = socket.create_connection(("127.0.0.1", self._to)), threading.Event()
                self._living.append(dead)
                self._ends += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=_carry, args=(one, other, dead), daemon=True).start()


def _carry(one: socket.socket, other: socket.socket, dead: threading.Event) -> None:
    """A dead wire still takes what is sent, as the machine next to it does."""
    with suppress(OSError):
        while words := one.recv(65_536):
            if not dead.is_set():
                other.sendall(words)
        if not dead.is_set():
            other.close()


@contextmanager
def wire(to: int) -> Iterator[Wire]:
    made = Wire(to)
    try:
        yield made
    finally:
        made.close()
