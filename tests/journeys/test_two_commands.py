"""From a fresh clone to the first page: what a person does who has just found Keepword."""

import json
import os
import resource
import shlex
import smtplib
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

from tests.architecture.sources import ROOT
from tests.architecture.test_docs import commands_in
from tests.services.keepword import Keepword
from tests.services.keepword import keepword as start_keepword
from tests.services.processes import Server, free_port

SECOND_START_SECONDS = 3.0
STOP_SECONDS = 10.0
FIRST_START_SECONDS = 240  # everything is downloaded once


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What git hands to a stranger: what is committed, nothing else."""
    folder = tmp_path / "clone"
    git = ["git", "-c", "safe.directory=*", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(folder)]
    subprocess.run(git, check=True, capture_output=True)
    return folder


def test_a_fresh_clone_starts_with_one_command_and_asks_to_be_set_up(clone: Path):
    """Nothing but Python: the environment is made from the registry, every file checked by its hash."""
    with _served(clone, environment=_environment()) as (server, url):
        page = httpx.get(url, follow_redirects=True)
        assert (page.status_code, page.url.path) == (200, "/setup")
        assert 'name="csrfmiddlewaretoken"' in page.text
        assert server.process.poll() is None
    assert (clone / ".venv" / "keepword-run.txt").read_text() == (clone / "requirements" / "run.txt").read_text()


def test_a_second_start_costs_less_than_three_seconds_until_it_has_stopped_again(clone: Path):
    """Processor time, which other work on the machine does not change; on an idle one it is the time that passes."""
    costs = []
    for _start in range(3):
        before = _seconds_of_children()
        with _served(clone, environment=_environment() | {"KEEPWORD_VENV": sys.prefix}) as (_server, url):
            assert httpx.get(url, follow_redirects=True).status_code == 200
        costs.append(_seconds_of_children() - before)
    assert min(costs[1:]) < SECOND_START_SECONDS


def test_told_to_stop_it_stops_within_ten_seconds_though_somebody_stays_connected(keepword: Keepword):
    process = keepword.server.process
    with socket.create_connection(("127.0.0.1", keepword.port)) as page, _mail_session(keepword) as mail:
        page.sendall(b"POST /contact HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf a form")
        assert mail.noop()[0] == 250
        process.terminate()
        assert process.wait(STOP_SECONDS) == 0


def test_a_page_that_waits_for_the_database_does_not_keep_it_from_stopping(tmp_path: Path):
    with start_keepword(tmp_path / "data") as keepword:
        keepword.set_up()
        token = keepword.command("token", "add", "--agent", "mina@shop.example").stdout.decode().strip()
        written = {"contact": {"address": "ann@customer.example"}, "subject": "Tea", "text": "Where is it?"}
        ask = _posted("/api/v1/conversations", token=token, body=written | {"inbox": 1})
        assert _answered(keepword.port, ask).startswith(b"HTTP/1.1 201")
        with closing(sqlite3.connect(keepword.data / "keepword.sqlite3", isolation_level=None)) as another:
            another.execute("BEGIN IMMEDIATE")  # for longer than a page waits, which is twenty seconds
            with socket.create_connection(("127.0.0.1", keepword.port)) as page:
                page.sendall(ask)
                assert httpx.get(f"{keepword.url}/healthz").status_code == 200  # the page came before, and waits
                keepword.server.process.terminate()
                assert keepword.server.process.wait(STOP_SECONDS) == 0


def test_when_it_has_stopped_the_file_of_the_database_holds_everything(tmp_path: Path):
    """Whoever copies it then has not to know of SQLite's log beside it."""
    with start_keepword(tmp_path / "data") as keepword:
        keepword.set_up()
        assert httpx.get(f"{keepword.url}/sign-in").status_code == 200
        keepword.server.process.terminate()
        assert keepword.server.process.wait(STOP_SECONDS) == 0
        copy = tmp_path / "copy.sqlite3"
        copy.write_bytes((keepword.data / "keepword.sqlite3").read_bytes())
    with closing(sqlite3.connect(copy)) as database:
        assert database.execute("SELECT email FROM people_agent").fetchall() == [("mina@shop.example",)]


def test_the_scripts_of_a_clone_explain_themselves(clone: Path):
    for name in ("serve", "demo", "bench", "keepword", "test"):
        done = _script(clone, f"bin/{name}", "--help")
        assert (done.returncode, done.stderr) == (0, "")
        assert name in done.stdout


def test_the_commands_of_the_readme_lead_to_the_first_page(clone: Path):
    """Run as they stand, on ports and in a folder of this test."""
    commands = [shlex.split(line, comments=True) for line in commands_in((clone / "README.md").read_text())]
    starts = [words[1:] for words in commands if words[0] == "bin/serve"]
    assert starts != []
    for number, words in enumerate(starts):
        environment = _environment() | {"KEEPWORD_VENV": sys.prefix}
        with _served(clone, words=words, data=f"readme-{number}", environment=environment) as (_server, url):
            assert httpx.get(url, follow_redirects=True).status_code == 200


def test_the_tests_run_from_a_clone_too(clone: Path):
    done = _script(clone, "bin/test", "--quick", "tests/architecture/test_locks.py")
    assert (done.returncode, "Everything passed." in done.stdout) == (0, True), done.stdout + done.stderr


def test_a_clone_stays_clean_when_it_has_run(clone: Path):
    _script(clone, "bin/keepword", "--version")
    changed = subprocess.run(["git", "status", "--porcelain"], cwd=clone, capture_output=True, text=True, check=True)
    assert changed.stdout == ""


@contextmanager
def _mail_session(keepword: Keepword) -> Iterator[smtplib.SMTP]:
    """Open and idle, as mail servers leave them; the good-bye may find nobody there any more."""
    session = smtplib.SMTP("127.0.0.1", keepword.mail_port)
    try:
        yield session
    finally:
        session.close()


@contextmanager
def _served(
    clone: Path, *, environment: dict[str, str], words: Sequence[str] = (), data: str = "data"
) -> Iterator[tuple[Server, str]]:
    """bin/serve until the end of the with; gives the server and its address once the first page answers.

    Of a word that is given twice, the last counts: the port and the folder are ours, whatever `words` say.
    """
    port, folder = free_port(), clone.parent / data
    folder.mkdir(exist_ok=True)
    url = f"http://127.0.0.1:{port}/"
    ours = ["--host", "127.0.0.1", "--port", str(port), "--mail-port", "0", "--data", str(folder)]
    command = [str(clone / "bin" / "serve"), *words, *ours]
    with Server(
        command, folder=folder, is_ready=lambda: _answers(url), env=environment, start_seconds=FIRST_START_SECONDS
    ) as server:
        yield server, url


def _posted(path: str, *, token: str, body: dict[str, object]) -> bytes:
    """A request as it goes over the wire."""
    words = json.dumps(body).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(words)}\r\n\r\n"
    )
    return head.encode() + words


def _answered(port: int, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(request)
        return connection.recv(1000)


def _seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _answers(url: str) -> bool:
    try:
        return httpx.get(url).status_code < 500
    except httpx.TransportError:
        return False


def _script(clone: Path, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = _environment() | {"KEEPWORD_VENV": sys.prefix}
    return subprocess.run(
        [clone / script, *arguments], env=environment, cwd="/", capture_output=True, text=True, check=False
    )


def _environment() -> dict[str, str]:
    told = ("KEEPWORD_", "PYTHON", "VIRTUAL_ENV", "DATABASE_URL", "DJANGO_", "REDIS_URL")
    return {name: value for name, value in os.environ.items() if not name.startswith(told)}
