"""A private PostgreSQL."""

import secrets
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import run

import psycopg

from tests.services.processes import Server, free_port, private_folder, program, unprivileged_user

USER = "keepword"
IN_A_HURRY = ("fsync=off", "full_page_writes=off")


@dataclass(frozen=True, eq=False)
class PostgreSQL:
    port: int
    password: str
    server: Server

    def url(self, database: str = "postgres") -> str:
        return _url(port=self.port, password=self.password, database=database)

    def new_database(self, *, like: str = "template1") -> str:
        """The address of a fresh database: an empty one, or a copy of the one named `like`, which nobody uses."""
        name = f"keepword_{secrets.token_hex(6)}"
        create = psycopg.sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(create.format(psycopg.sql.Identifier(name), psycopg.sql.Identifier(like)))
        return self.url(name)


@contextmanager
def postgresql(*, options: tuple[str, ...] = IN_A_HURRY) -> Iterator[PostgreSQL]:
    """A new cluster, by default without fsync: that guards only against the machine's own crash, not a killed
    server."""
    folders = _folders()
    initdb = program("initdb", package="postgresql", folders=folders)
    postgres = program("postgres", package="postgresql", folders=folders)
    user = unprivileged_user("postgres")
    with private_folder("postgresql", owner=user) as folder:
        password, port = secrets.token_urlsafe(12), free_port()
        _create_cluster(initdb, folder=folder, password=password, user=user)
        command = [postgres, "-D", str(folder / "cluster"), "-p", str(port), "-k", str(folder), "-h", "127.0.0.1"]
        command += [word for option in ("max_connections=100", *options) for word in ("-c", option)]
        url = _url(port=port, password=password, database="postgres")
        with Server(
            command, folder=folder, user=user, is_ready=lambda: _lets_in(url), stop_signal=signal.SIGINT
        ) as server:
            yield PostgreSQL(port=port, password=password, server=server)


def _folders() -> list[str]:
    """Where Debian keeps the server's programs, newest first; they are not on the PATH."""
    return [str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]


def _create_cluster(initdb: str, *, folder: Path, password: str, user: str | None) -> None:
    secret = folder / "password"
    secret.write_text(password)
    run(
        [initdb, "-D", str(folder / "cluster"), "-U", USER, "--auth=scram-sha-256", f"--pwfile={secret}",
         "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
        check=True, capture_output=True, cwd=folder, user=user,
    )  # fmt: skip


def _url(*, port: int, password: str, database: str) -> str:
    return f"postgresql://{USER}:{password}@127.0.0.1:{port}/{database}"


def _lets_in(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True
