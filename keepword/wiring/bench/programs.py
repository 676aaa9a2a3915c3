"""Start the real program, and read what the kernel knows of it."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

START_WITHIN = 120.0  # seconds
STOP_WITHIN = 15.0
REST = 0.02  # of a processor: who uses less for a second has nothing left to do from its start
REST_WITHIN = 120.0  # seconds
LAST_WORDS = 8000  # bytes of the program's log, shown when what it answers is wrong


class DidNotStart(RuntimeError):
    """The program ended or did not answer in time."""


class NeverAtRest(RuntimeError):
    """The program is still busy with itself."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program that runs, and its ports. `started_in`: seconds from its start to its first page."""

    pid: int
    port: int
    mail_port: int
    started_in: float

    def cpu(self) -> float:
        """Seconds of processor time that all its threads used so far (/proc counts nanoseconds)."""
        total = 0
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            total += int((task / "schedstat").read_text().split()[0])
        return total / 1e9

    def come_to_rest(self) -> float:
        """Wait until it has done what waited for its start (what fell due while it was off, each regular thing once),
        which would be counted with what is asked of it. Gives the seconds that took. Raises NeverAtRest."""
        began = time.monotonic()
        while time.monotonic() - began < REST_WITHIN:
            before = self.cpu()
            time.sleep(1)
            if self.cpu() - before < REST:
                return time.monotonic() - began - 1
        raise NeverAtRest(f"Nobody asked, and it was not at rest within {REST_WITHIN:.0f} seconds.")

    def memory_mb(self) -> float:
        """Resident memory now, in megabytes."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024 / 1e6
        raise ProcessLookupError(self.pid)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def serve(env: Mapping[str, str]) -> Iterator[Program]:
    """`keepword serve` on ports of its own. Raises DidNotStart."""
    port, mail_port = free_port(), free_port()
    words = ["-m", "keepword", "serve", "--port", str(port), "--mail-port", str(mail_port)]
    with _running([sys.executable, *words], env=env, port=port, page="/sign-in") as (process, seconds):
        yield Program(process.pid, port, mail_port, seconds)


@contextmanager
def bare_reply() -> Iterator[Program]:
    """An ASGI callable that answers at once: the least that a request over this server can cost."""
    port = free_port()
    words = ["-m", "uvicorn", "keepword.wiring.bench.bare:application", "--port", str(port), "--no-access-log"]
    words += ["--log-level", "critical", "--loop", "uvloop", "--http", "httptools"]
    with _running([sys.executable, *words], env=os.environ, port=port, page="/") as (process, seconds):
        yield Program(process.pid, port, 0, seconds)


@contextmanager
def _running(
    command: list[str], *, env: Mapping[str, str], port: int, page: str
) -> Iterator[tuple["subprocess.Popen[bytes]", float]]:
    began = time.monotonic()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, env=dict(env), stderr=said)
        try:
            while not _answers(port, page=page):
                if process.poll() is not None or time.monotonic() - began > START_WITHIN:
                    raise DidNotStart(" ".join(command))
                time.sleep(0.02)
            yield process, time.monotonic() - began
        except Exception:
            said.seek(0)
            sys.stderr.write(said.read()[-LAST_WORDS:].decode(errors="replace"))
            raise
        finally:
            _stop(process)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()


def _answers(port: int, *, page: str) -> bool:
    client = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        client.request("GET", page)
        return client.getresponse().status < 500
    except OSError:
        return False
    finally:
        client.close()
