"""A private Redis that keeps nothing on disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.services.processes import Server, answers, free_port, private_folder, program


@dataclass(frozen=True)
class Redis:
    port: int
    server: Server

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"


@contextmanager
def redis() -> Iterator[Redis]:
    executable = program("redis-server", package="redis-server")
    with private_folder("redis") as folder:
        port = free_port()
        command = [executable, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder)]
        command += ["--save", "", "--appendonly", "no"]
        with Server(command, folder=folder, is_ready=lambda: answers(port)) as server:
            yield Redis(port=port, server=server)
