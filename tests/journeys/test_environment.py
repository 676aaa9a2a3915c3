"""bin/keepword makes its environment, once, safely, and says plainly when it cannot.

A tiny product of one module and one pinned package stands in for the house, so that this takes seconds; the real one
is made from nothing in test_two_commands.py.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
import venv
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

TOOLS = ("sh", "readlink", "dirname", "cmp", "tr")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "check out"
    shutil.copytree(ROOT / "bin", folder / "bin")
    (folder / "requirements").mkdir()
    shutil.copy(ROOT / "requirements" / "install.py", folder / "requirements")
    (folder / "requirements" / "run.txt").write_text(_pin("sqlparse"))
    (folder / "keepword").mkdir()
    (folder / "keepword" / "__main__.py").write_text("import sys, sqlparse\nprint('at work', *sys.argv[1:])\n")
    return folder


def test_the_first_start_makes_the_environment_and_the_second_is_quick(checkout: Path):
    first = _keepword(checkout, "serve")
    assert (first.stdout, first.returncode) == ("at work serve\n", 0)
    assert "Making the environment" in first.stderr
    assert _keepword(checkout).stderr == ""
    assert min(_seconds_of_scripts(checkout) for _ in range(5)) < 0.1


def test_a_changed_lock_is_installed_at_the_next_start(checkout: Path):
    _keepword(checkout)
    (checkout / "requirements" / "run.txt").write_text(_pin("sqlparse") + _pin("markupsafe"))
    (checkout / "keepword" / "__main__.py").write_text("import sqlparse, markupsafe\nprint('at work')\n")
    assert _keepword(checkout).stdout == "at work\n"


def test_starts_at_the_same_moment_make_it_once(checkout: Path):
    starts = [_start(checkout) for _ in range(3)]
    said = [start.communicate(timeout=120) for start in starts]
    assert [words for words, _ in said] == ["at work\n"] * 3
    assert sum("Making the environment" in complaints for _, complaints in said) == 1


def test_a_start_that_was_killed_half_way_is_made_good_by_the_next(checkout: Path):
    killed = _start(checkout)
    _until(lambda: (checkout / ".venv" / "unfinished").exists())
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    assert _keepword(checkout).stdout == "at work\n"


def test_a_download_that_is_not_the_pinned_file_is_refused(checkout: Path):
    lock = checkout / "requirements" / "run.txt"
    lock.write_text("sqlparse==0.6.1 --hash=sha256:" + "0" * 64 + "\n")
    refused = _keepword(checkout)
    assert refused.returncode == 1
    assert "not the file that was pinned" in refused.stderr
    assert refused.stdout == ""


def test_without_a_network_it_says_so(checkout: Path):
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_CONFIG_FILE": "/dev/null", "PIP_RETRIES": "0"}
    refused = _keepword(checkout, environment={**nowhere, "PIP_FIND_LINKS": "", "PIP_EXTRA_INDEX_URL": ""})
    assert refused.returncode == 1
    assert "registry could not be reached" in refused.stderr


def test_without_a_python_that_is_new_enough_it_says_so(checkout: Path, tmp_path: Path):
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in TOOLS:
        (tools / name).symlink_to(shutil.which(name))
    refused = _keepword(checkout, environment={"PATH": str(tools), "KEEPWORD_PYTHON": ""})
    assert refused.returncode == 1
    assert "Keepword needs Python 3.11 or newer" in refused.stderr


def test_it_works_through_a_link_and_imports_nothing_from_where_you_stand(checkout: Path, tmp_path: Path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "sqlparse.py").write_text("raise SystemExit('imported by chance')\n")
    link = tmp_path / "elsewhere" / "kw"
    link.symlink_to(checkout / "bin" / "keepword")
    done = subprocess.run([link], cwd=link.parent, env=_environment(), capture_output=True, text=True, check=False)
    assert done.stdout == "at work\n"


def test_an_environment_of_ones_own_is_used_as_it_is(checkout: Path, tmp_path: Path):
    own = tmp_path / "own"
    venv.create(own, symlinks=True)
    packages = next(own.glob("lib/python3*/site-packages"))
    (packages / "sqlparse.py").write_text("# somebody's own build\n")
    done = _keepword(checkout, environment={"KEEPWORD_VENV": str(own)})
    assert (done.stdout, done.stderr) == ("at work\n", "")
    assert not (checkout / ".venv").exists()


def _pin(package: str) -> str:
    """The entry of one package in the real lock."""
    lines = (ROOT / "requirements" / "run.txt").read_text().splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(f"{package}=="))
    end = next(number for number in range(start, len(lines)) if not lines[number].endswith("\\"))
    return "\n".join(lines[start : end + 1]) + "\n"


def _start(checkout: Path, *arguments: str, environment: dict[str, str] | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [checkout / "bin" / "keepword", *arguments], env=_environment() | (environment or {}), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def _keepword(
    checkout: Path, *arguments: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    start = _start(checkout, *arguments, environment=environment)
    words, complaints = start.communicate(timeout=120)
    return subprocess.CompletedProcess(start.args, start.returncode, words, complaints)


def _environment() -> dict[str, str]:
    """Ours, without what tells Python or the scripts where things are."""
    told = ("KEEPWORD_", "PYTHON", "VIRTUAL_ENV", "DATABASE_URL")
    return {name: value for name, value in os.environ.items() if not name.startswith(told)} | {
        "KEEPWORD_PYTHON": sys.executable
    }


def _seconds_of_scripts(checkout: Path) -> float:
    """What the scripts add to the program that they start."""
    (checkout / "keepword" / "__main__.py").write_text("")
    return _seconds([checkout / "bin" / "keepword"]) - _seconds([checkout / ".venv/bin/python", "-c", ""])


def _seconds(command: list[object]) -> float:
    begun = time.perf_counter()
    subprocess.run([str(part) for part in command], env=_environment(), check=True)
    return time.perf_counter() - begun


def _until(condition: object, *, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)
