"""A test with a browser, or of a whole journey, that is red is run once more, alone, when all others are done. Green
then, it fails nothing, and is named at the end of the run: it is still to be mended (decision 0028)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

MOST = 3  # so many in a whole run: more are no accident of a busy machine
RED = "red"  # how `outcomes` calls what may be run again; anything else that is not right is final
FINAL = {"failed", "error"}
TESTS_FAILED, NO_TESTS = 1, 5  # pytest's exit status: some are red, or nothing was collected

Run = Callable[[str, Sequence[str]], int]


def may_run_again(report: pytest.TestReport | pytest.CollectReport) -> bool:
    """Tests with a browser and journeys, which wait for programs that a busy machine makes late. Never what kills or
    cuts something on purpose, and never a test without servers: there a red one is always wrong."""
    keywords = set(getattr(report, "keywords", ()))
    return bool(keywords & {"browser", "journey"}) and "fault" not in keywords


@dataclass(frozen=True)
class Red:
    """`words` are the first line of the first failure."""

    run: str
    test: str
    words: str


@dataclass
class SecondChances:
    """`run` shows a command's output and gives its status; `outcomes` is the file that tests/reporting.py writes."""

    run: Run
    outcomes: Path
    unsteady: list[Red] = field(default_factory=list)

    def run_or_again(self, name: str, pytest: Sequence[str], *, options: Sequence[str]) -> list[str]:
        """Run those tests, then what is red of them, one by one. Gives [name] when it fails."""
        before = len(self._lines())
        status = self.run(name, [*pytest, *options])
        reds = self._red_of(name, since=before)
        if status != TESTS_FAILED or not reds or len(self.unsteady) + len(reds) > MOST:
            return [name] if status not in (0, NO_TESTS) else []
        still = [red for red in reds if self.run(f"Once more, alone: {red.test} ({name})", [*pytest, red.test]) != 0]
        self.unsteady += [red for red in reds if red not in still]
        return [name] if still else []

    def _red_of(self, name: str, *, since: int) -> list[Red]:
        """Each test once. Empty when something was red that is final."""
        found: dict[str, Red] = {}
        for line in self._lines()[since:]:
            outcome, test, words = line.split("\t", 2)
            if outcome in FINAL:
                return []
            if outcome == RED:
                found.setdefault(test, Red(name, test, words))
        return list(found.values())

    def _lines(self) -> list[str]:
        return self.outcomes.read_text().splitlines() if self.outcomes.exists() else []

    def tell(self) -> None:
        """Names what was red at first, with what it said."""
        if self.unsteady:
            print("\nRed at first, green when run again: mend these")
        for red in self.unsteady:
            print(f"  {red.test} ({red.run})\n      {red.words}", flush=True)
