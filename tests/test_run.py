"""bin/test tells what was skipped, by name, and in CI lets no skip pass as success."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import run
from tests.architecture.sources import ROOT

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
