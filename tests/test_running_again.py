"""What is red once is run again and named at the end; what is wrong fails the run."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT
from tests.running_again import RED, SecondChances

HEAD = """
import pathlib
import pytest

def at_first(name):
    mark = pathlib.Path(__file__).with_name(name)
    is_first = not mark.exists()
    mark.touch()
    return is_first
"""
TEST = "\n@pytest.mark.{mark}\ndef test_{name}():\n    {says}\n"
GREEN, WRONG = "pass", "assert False, 'a letter was lost'"
WRONG_AT_FIRST = "assert not at_first('{name}'), 'the stream was slower than the answer'"
BROKEN_AT_FIRST = "at_first('{name}') and pytest.exit('stopped', returncode=3)"


class Suite:
    """Throw-away tests in a folder; `ran` are the names of what was run of them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.source, self.ran = folder, HEAD, []
        self.chances = SecondChances(self._run, folder / "outcomes")

    def has(self, says: str, *names: str, mark: str = "journey") -> None:
        for name in names:
            self.source += TEST.format(mark=mark, name=name, says=says.format(name=name))

    def passes(self) -> bool:
        (self.folder / "test_a_day.py").write_text(self.source)
        pytest = [sys.executable, "-P", "-m", "pytest", "-p", "tests.reporting", "-c", os.devnull, "--rootdir", "."]
        return self.chances.run_or_again("Journeys", pytest, options=["test_a_day.py"]) == []

    def _run(self, name: str, command: Sequence[str]) -> int:
        self.ran.append(name)
        environment = os.environ | {"PYTHONPATH": str(ROOT), "KEEPWORD_OUTCOMES": str(self.chances.outcomes)}
        environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "yes"  # a database is not wanted, and takes its time
        done = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, check=False)
        return done.returncode


@pytest.fixture
def suite(tmp_path: Path) -> Suite:
    suite = Suite(tmp_path)
    suite.has(GREEN, "green")
    return suite


@pytest.mark.parametrize("mark", ["journey", "browser"])
def test_what_is_red_once_passes_and_is_named_with_its_first_words(
    suite: Suite, mark: str, capsys: pytest.CaptureFixture[str]
):
    suite.has(WRONG_AT_FIRST, "slow", mark=mark)
    assert suite.passes()
    assert suite.ran == ["Journeys", "Once more, alone: test_a_day.py::test_slow (Journeys)"]
    suite.chances.tell()
    assert capsys.readouterr().out.splitlines()[1:] == [
        "Red at first, green when run again: mend these",
        "  test_a_day.py::test_slow (Journeys)",
        "      AssertionError: the stream was slower than the answer",
    ]


def test_what_is_red_again_fails_and_is_not_called_mended(suite: Suite, capsys: pytest.CaptureFixture[str]):
    suite.has(WRONG, "lost")
    assert not suite.passes()
    assert len(suite.ran) == 2
    suite.chances.tell()
    assert capsys.readouterr().out == ""


def test_a_green_run_is_run_once_and_says_nothing(suite: Suite, capsys: pytest.CaptureFixture[str]):
    assert suite.passes()
    suite.chances.tell()
    assert (suite.ran, capsys.readouterr().out) == (["Journeys"], "")


@pytest.mark.parametrize("marks", ["services", "fault", "fault\n@pytest.mark.browser"])
def test_what_kills_something_or_has_no_browser_is_never_run_again(suite: Suite, marks: str):
    suite.has(WRONG_AT_FIRST, "killed", mark=marks)
    suite.has(WRONG_AT_FIRST, "slow")
    assert not suite.passes()
    assert suite.ran == ["Journeys"]


def test_three_in_a_whole_run_may_be_red_at_first_and_four_may_not(suite: Suite):
    suite.has(WRONG_AT_FIRST, "one", "two")
    assert suite.passes()
    suite.has(WRONG_AT_FIRST, "three")
    assert suite.passes()
    suite.has(WRONG_AT_FIRST, "four")
    assert not suite.passes()
    assert [red.test.partition("test_a_day.py::")[2] for red in suite.chances.unsteady] == [
        "test_one", "test_two", "test_three",
    ]  # fmt: skip


def test_a_run_that_breaks_off_is_not_taken_for_a_red_test(suite: Suite):
    suite.has(WRONG_AT_FIRST, "slow")
    suite.has(BROKEN_AT_FIRST, "stopped")
    assert not suite.passes()
    assert suite.ran == ["Journeys"]


def test_a_file_that_cannot_be_read_is_final(suite: Suite):
    suite.has(GREEN, "more")
    suite.source += "\nraise RuntimeError('of a typing mistake')\n"
    assert not suite.passes()
    assert suite.ran == ["Journeys"]


def test_what_breaks_before_and_after_a_test_counts_as_one_red_test(suite: Suite):
    suite.source += "\n@pytest.fixture\ndef shop():\n    yield\n    assert not at_first('closing')\n"
    suite.has(WRONG_AT_FIRST, "slow")
    suite.source = suite.source.replace("def test_slow()", "def test_slow(shop)")
    assert suite.passes()
    assert len(suite.ran) == 2
    assert RED in suite.chances.outcomes.read_text()
