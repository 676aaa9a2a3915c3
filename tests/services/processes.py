"""Starting and stopping another program, so that it never outlives the tests."""

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 120
STOP_SECONDS = 30
PR_SET_PDEATHSIG = 1  # from Linux's <sys/prctl.h>


class Missing(Exception):
    """A program that the tests need is not installed; the message names the Debian package that brings it."""


class DidNotStart(Exception):
    """The server ended or stayed silent; the message holds the end of its log."""


def program(name: str, *, package: str, folders: Sequence[str] = ()) -> str:
    """The path of a program, looked for in `folders` first. Raises Missing when it is not there."""
    path = os.pathsep.join([*folders, os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
    found = shutil.which(name, path=path)
    if not found:
        raise Missing(f"{name} is not installed: apt-get install {package}")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def private_folder(name: str, *, owner: str | None = None) -> Iterator[Path]:
    """A short-named folder (a socket's path must stay under 108 bytes), given to `owner` when we are root."""
    folder = Path(tempfile.mkdtemp(prefix=f"keepword-{name}-"))
    try:
        if owner:
            shutil.chown(folder, owner)
            _let_others_through(folder.parent)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged_user(*names: str) -> str | None:
    """Who a server that refuses root shall run as: None (ourselves) unless we are root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in (*names, "nobody") if name in known)


class Server:
    """One running program. `restart` and `stop` are for tests of what happens when it goes away."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        folder: Path,
        is_ready: Callable[[], bool],
        user: str | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
        env: dict[str, str] | None = None,
        start_seconds: float = START_SECONDS,
    ):
        self.command = list(command)
        self.log = folder / "log"
        self.is_ready = is_ready
        self.user = user
        self.stop_signal = stop_signal
        self.env = env
        self.start_seconds = start_seconds
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns once the server answers. Raises DidNotStart after start_seconds or when the program ends."""
        group = pwd.getpwnam(self.user).pw_gid if self.user else None
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self.env,
                cwd="/",
                user=self.user,
                group=group,
                extra_groups=[] if self.user else None,
                preexec_fn=_die_with_parent,
            )
        until = time.monotonic() + self.start_seconds
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise DidNotStart(f"{self.command[0]}: {self.log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.05)

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        self.process = None

    def kill(self) -> None:
        """As a power cut: no goodbye."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def restart(self) -> None:
        self.stop()
        self.start()

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()


def answers(port: int) -> bool:
    """Whether something listens there."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _let_others_through(folder: Path) -> None:
    """pytest and CI make temporary folders that only root may enter; the server's own user must pass through."""
    while folder != folder.parent and folder != Path("/tmp"):
        if not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o001)
        folder = folder.parent


def _die_with_parent() -> None:
    """Linux only: the kernel ends the server when the test process ends, even by SIGKILL."""
    if os.uname().sysname == "Linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
