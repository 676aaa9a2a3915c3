"""`docs/security.md` names the test of every promise; each of them is there."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import ROOT

PLACES = {"T/": "tests/", "K/": "keepword/"}
NAMED = re.compile(r"`([TK]/[\w/.]+\.py)?(?:::(\w+))?`")


def test_every_promise_names_a_test_that_exists():
    named = list(_named((ROOT / "docs" / "security.md").read_text(encoding="utf-8")))
    assert len(named) > 50
    missing = [f"{path.relative_to(ROOT)}::{test}" for path, test in named if not _exists(path, test=test)]
    assert missing == []


def test_a_test_without_a_file_is_one_of_the_file_before_it():
    found = [(path.name, test) for path, test in _named("`T/safety/a.py::test_x` and `::test_y`, `K/kit/b.py`")]
    assert found == [("a.py", "test_x"), ("a.py", "test_y"), ("b.py", "")]


def _named(text: str) -> Iterator[tuple[Path, str]]:
    """The file and the test of each promise; "" for a whole file."""
    path = ROOT
    for short, test in NAMED.findall(text):
        if short:
            path = ROOT / (PLACES[short[:2]] + short[2:])
        if short or test:
            yield path, test


def _exists(path: Path, *, test: str) -> bool:
    return path.exists() and (not test or f"def {test}(" in path.read_text(encoding="utf-8"))
