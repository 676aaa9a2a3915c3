"""bin/test tells what was skipped, by name, and in CI lets no skip pass as success."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests import run
from tests.architecture.sources import ROOT
from tests.running_again import SecondChances

SKIPPED_ONCE = "skipped\ttests/a.py::one\tonly on PostgreSQL\npassed\ttests/a.py::one\t\n"
SKIPPED_ALWAYS = "skipped\ttests/a.py::two\tdovecot is not installed\n" * 2


@pytest.mark.parametrize(
    ("outcomes", "ci", "failures"),
    [
        ("", "true", []),
        (SKIPPED_ONCE, "true", []),
        (SKIPPED_ALWAYS, "", []),
        (SKIPPED_ONCE + SKIPPED_ALWAYS, "true", ["1 skipped"]),
        ("failed\ttests/a.py::one\t\nskipped\ttests/a.py::one\twhy\n", "true", []),
    ],
)
def test_a_test_that_no_run_passed_counts_as_skipped(
    outcomes: str, ci: str, failures: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CI", ci)
    (tmp_path / "outcomes").write_text(outcomes)
    assert run.tell_skipped(tmp_path / "outcomes") == failures


def test_what_was_skipped_is_named_with_its_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "outcomes").write_text(SKIPPED_ALWAYS)
    run.tell_skipped(tmp_path / "outcomes")
    assert "tests/a.py::two: dovecot is not installed" in capsys.readouterr().out


def test_whoever_names_a_test_sees_it_red(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Nothing is run again; in a run of everything it is, once."""
    (tmp_path / "outcomes").write_text("")
    ran: list[str] = []

    def is_red_at_first(name: str, _command: Sequence[str]) -> int:
        ran.append(name)
        with (tmp_path / "outcomes").open("a") as outcomes:
            outcomes.write("red\ttests/journeys/test_a.py::one\tAssertionError: not in time\n")
        return 0 if "Once more" in name or (not chosen and name != "Tests on SQLite with browsers") else 1

    monkeypatch.setattr(run, "_status", is_red_at_first)
    for chosen, quick, failures in ((["tests/journeys"], False, 1), (["tests/journeys"], True, 1), ([], False, 0)):
        ran.clear()
        chances = SecondChances(is_red_at_first, tmp_path / "outcomes")
        found = run._test("SQLite", chosen, quick=quick, database_url="", chances=chances)
        assert (len(found), len(chances.unsteady)) == (failures, 0 if chosen else 1)
        assert any("Once more" in name for name in ran) == (not chosen)


def test_what_meets_no_database_is_passed_on_the_first_one_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    chosen: dict[str, list[str]] = {}

    def keep_marks(name: str, command: Sequence[str]) -> int:
        chosen.setdefault(name.split()[2], []).append(command[command.index("-m", 4) + 1])
        return 0

    monkeypatch.setenv("DATABASE_URL", "")  # put back afterwards
    monkeypatch.setattr(run, "_status", keep_marks)
    for database, url in (("SQLite", ""), ("PostgreSQL", "postgresql://x")):
        run._test(database, [], quick=False, database_url=url, chances=SecondChances(keep_marks, tmp_path / "none"))
    assert [len(marks) for marks in chosen.values()] == [3, 3]
    assert any(mark.endswith(" and not once") for mark in chosen["SQLite"]) is False
    assert all(mark.endswith(" and not once") for mark in chosen["PostgreSQL"])


@pytest.mark.journey
def test_a_run_that_is_stopped_leaves_nothing_behind(tmp_path: Path):
    """The whole of bin/test, told to stop while a test sleeps for a day."""
    slow = tmp_path / "test_slow.py"
    slow.write_text("import time\ndef test_slow():\n    print('asleep', flush=True)\n    time.sleep(86_400)\n")
    command = [sys.executable, "-P", "-u", "-m", "tests.run", "--quick", "-s", str(slow)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as stopped:
        assert any("asleep" in line for line in stopped.stdout or [])
        stopped.send_signal(signal.SIGTERM)
        assert stopped.wait(30) == 130
    assert list(tmp_path.glob("keepword-*")) == []
