"""The product itself as its users run it: a real process, a data folder, real ports."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.services.prepared import OURS, ROOT, lay_in
from tests.services.processes import Server, answers, free_port

START_SECONDS = 300  # a demo world is made first, on whatever else the machine is doing


@dataclass(frozen=True)
class Keepword:
    """`server.kill()`, `stop`, `start` and `restart` are for tests of bad days; the ports stay the same."""

    port: int
    mail_port: int
    data: Path
    environment: dict[str, str]
    server: Server

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self, *arguments: str, standard_input: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """`keepword COMMAND …` on the same data and database, while the server runs or not."""
        return subprocess.run(
            [*_program(), *arguments, "--data", str(self.data)],
            env=self.environment, input=standard_input, capture_output=True, check=False, cwd=self.data.parent,
        )  # fmt: skip

    def set_up(self, *, inbox: str = "support@shop.example", admin: str = "mina@shop.example") -> str:
        """What the set-up page does. Gives the administrator's password."""
        password = "an old lighthouse keeps its word"
        secret = self.data / "first-password"
        secret.write_text(password)
        secret.chmod(0o600)
        done = self.command(
            "setup", "--organisation", "Lighthouse Lamps", "--hours", "always", "--inbox", inbox, "--admin", admin,
            "--password-file", str(secret),
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()
        return password


def keepword(
    data: Path, *, database_url: str = "", settings: Mapping[str, str] | None = None, arguments: tuple[str, ...] = ()
) -> AbstractContextManager[Keepword]:
    """`keepword serve` on a prepared database: `database_url`, or one that is laid into an empty `data` folder."""
    if not database_url:
        lay_in(data)
    return keepword_from_nothing(data, database_url=database_url, settings=settings, arguments=arguments)


@contextmanager
def keepword_from_nothing(
    data: Path, *, database_url: str = "", settings: Mapping[str, str] | None = None, arguments: tuple[str, ...] = ()
) -> Iterator[Keepword]:
    """`keepword serve` with these settings of the environment, and none that this test run has. What is not there it
    makes itself."""
    data.mkdir(parents=True, exist_ok=True)
    port, mail_port = free_port(), free_port()
    environment = _environment(database_url=database_url, settings=settings or {})
    command = [*_program(), "serve", "--data", str(data), "--port", str(port), "--mail-port", str(mail_port)]
    with Server(
        [*command, *arguments],
        folder=data,
        is_ready=lambda: answers(port),
        env=environment,
        start_seconds=START_SECONDS,
    ) as server:
        yield Keepword(port=port, mail_port=mail_port, data=data, environment=environment, server=server)


def _program() -> list[str]:
    return [sys.executable, "-P", "-m", "keepword"]


def _environment(*, database_url: str, settings: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return kept | {"PYTHONPATH": str(ROOT)} | ({"DATABASE_URL": database_url} if database_url else {}) | dict(settings)
