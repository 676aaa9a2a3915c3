"""Make or refresh the environment from a lock file, every download checked against its pinned hash.

Called by bin/env: install.py run|test FOLDER. Needs nothing but Python's own library, 3.11 or newer. Says what it
does on stderr, since stdout belongs to the command that the person asked for. Several at once are safe: one works,
the others wait and find the work done. Exit status 1 with one plain sentence when it cannot be done.
"""

import fcntl
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path
from typing import TextIO

LOCKS = Path(__file__).resolve().parent
UNFINISHED = "unfinished"


class CannotMake(Exception):
    """The environment cannot be made; the message tells a person why and what to do."""


def main(level: str, folder: Path) -> int:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _one_at_a_time(folder):
            if not _is_current(folder, level=level):
                _make(folder, level=level)
    except CannotMake as error:
        return _say(f"The environment in {folder} could not be made.\n{error}", status=1)
    except OSError as error:
        return _say(f"{error}\nKEEPWORD_VENV can name another folder for the environment.", status=1)
    except KeyboardInterrupt:
        return _say("Stopped. The next start begins the environment anew.", status=130)
    return 0


def _one_at_a_time(folder: Path) -> TextIO:
    """An open file that holds the lock; the system lets go of it when the process ends, however it ends."""
    lock = folder.with_name(folder.name + ".lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        _say(f"Another start is making the environment in {folder}: waiting for it …")
        fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


def _is_current(folder: Path, *, level: str) -> bool:
    stamp = folder / f"keepword-{level}.txt"
    return (
        _is_usable(folder)
        and _mark_of_python(folder).exists()
        and stamp.exists()
        and stamp.read_bytes() == _lock_file(level).read_bytes()
    )


def _is_usable(folder: Path) -> bool:
    return os.access(folder / "bin" / "python", os.X_OK) and not (folder / UNFINISHED).exists()


def _mark_of_python(folder: Path) -> Path:
    """A file whose name is the real interpreter: absent once the system's Python has been upgraded in its place."""
    real = (folder / "bin" / "python").resolve()
    return folder / ("python-" + str(real).replace("/", "_"))


def _lock_file(level: str) -> Path:
    return LOCKS / f"{level}.txt"


def _make(folder: Path, *, level: str) -> None:
    started = time.monotonic()
    if level == "test":
        _bring_pip()
    if not _is_usable(folder) or not _mark_of_python(folder).exists():
        _say(f"Making the environment in {folder} with Python {sys.version.split()[0]} (once) …")
        _create(folder)
    else:
        _say(f"Bringing the environment in {folder} up to date …")
    (folder / UNFINISHED).touch()
    _install(folder, level=level)
    _stamp(folder, level=level)
    _say(f"The environment is ready ({time.monotonic() - started:.0f} s).")


def _create(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()) and not _was_made_by_venv(folder):
        raise CannotMake("The folder is in use for something else: empty it or choose another with KEEPWORD_VENV.")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / UNFINISHED).touch()
    venv.EnvBuilder(with_pip=False, symlinks=True).create(folder)
    _mark_of_python(folder).touch()


def _was_made_by_venv(folder: Path) -> bool:
    return (folder / "pyvenv.cfg").exists() or (folder / UNFINISHED).exists()


def _install(folder: Path, *, level: str) -> None:
    lock = _lock_file(level)
    arguments = ["install", "--require-hashes", "--disable-pip-version-check", "--no-input", "--no-compile"]
    command = [*_pip_for(folder), *arguments, "--progress-bar", "off", "--requirement", str(lock)]
    output = _run_showing_progress(command, total=len(re.findall(r"^[A-Za-z0-9].*==", lock.read_text(), re.MULTILINE)))
    if output is not None:
        raise CannotMake(_why(output))


def _bring_pip() -> None:
    """Debian packs pip apart from Python. bin/test may install what it needs as root; bin/serve only says what."""
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0 and not importlib.util.find_spec("ensurepip") and not importlib.util.find_spec("pip"):
        _say(f"Installing {_package_of_pip()} …")
        subprocess.run([apt, "update"], capture_output=True, check=False)
        subprocess.run([apt, "install", "--yes", _package_of_pip()], capture_output=True, check=False)
        importlib.invalidate_caches()


def _package_of_pip() -> str:
    return f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def _pip_for(folder: Path) -> list[str]:
    """The pip that comes with Python, or the one that the system has (Debian packs the two apart from Python)."""
    inside = str(folder / "bin" / "python")
    if importlib.util.find_spec("ensurepip"):
        made = subprocess.run([inside, "-m", "ensurepip", "--default-pip"], capture_output=True, check=False)
        if made.returncode == 0:
            return [inside, "-m", "pip"]
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip", "--python", inside]
    raise CannotMake(f"This Python has no pip. On Debian and Ubuntu, as root: apt-get install {_package_of_pip()}")


def _run_showing_progress(command: list[str], *, total: int) -> list[str] | None:
    """Run pip and count what it collects on a terminal. None when it succeeded, else all that it printed."""
    lines: list[str] = []
    collected = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        for line in process.stdout or []:
            lines.append(line.rstrip())
            collected += line.startswith(("Collecting ", "Requirement already satisfied"))
            _show(f"{min(collected, total)} of {total} packages")
    _show("")
    return lines if process.returncode else None


def _show(text: str) -> None:
    if sys.stderr.isatty():
        width = shutil.get_terminal_size().columns - 1
        sys.stderr.write(f"\r{text[:width]:<40}\r")
        sys.stderr.flush()


def _why(output: list[str]) -> str:
    """One sentence that a person can act on, and pip's own last words under it."""
    text = "\n".join(output)
    last_words = "\n".join(f"  {line}" for line in output[-12:])
    if "DO NOT MATCH THE HASHES" in text:
        reason = "A download is not the file that was pinned, so nothing of it was installed."
    elif re.search(r"Connection|Temporary failure|timed? ?out|unreachable|Name or service|versions: none", text, re.I):
        reason = "The package registry could not be reached: check the network (or the proxy, or pip's settings)."
    elif "No space left" in text:
        reason = "The disk is full."
    elif "No matching distribution" in text:
        reason = "A pinned package is not to be had for this Python or machine."
    else:
        reason = "pip failed."
    return f"{reason} pip said:\n{last_words}"


def _stamp(folder: Path, *, level: str) -> None:
    """Remember what is installed. The test lock holds all of the run lock, so it stands for both."""
    (folder / "keepword-test.txt").unlink(missing_ok=True)
    for done in {"run", level}:
        shutil.copyfile(_lock_file(done), folder / f"keepword-{done}.txt")
    (folder / UNFINISHED).unlink()


def _say(text: str, *, status: int = 0) -> int:
    print(text, file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]).absolute()))
