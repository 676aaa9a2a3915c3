"""A clock for the real program that a test can put forward."""

import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60


@dataclass(frozen=True)
class MovedClock:
    """`folder` holds how many seconds the program's clock is ahead, and how many it knows of."""

    folder: Path

    @property
    def settings(self) -> dict[str, str]:
        """For the environment of the program: Python reads `clock/sitecustomize.py` when it starts."""
        return {"PYTHONPATH": f"{Path(__file__).parent / 'clock'}{os.pathsep}{ROOT}", "TESTS_CLOCK": str(self.folder)}

    def now(self) -> datetime:
        """There."""
        ahead = self.folder / "ahead"
        return datetime.fromtimestamp(time.time() + (float(ahead.read_text()) if ahead.exists() else 0), tz=UTC)

    def go_to(self, moment: datetime) -> None:
        """It is that moment there now, and time goes on from it. Returns when the program knows; never backwards."""
        assert moment >= self.now()
        ahead = repr(moment.timestamp() - time.time())
        (self.folder / "new").write_text(ahead)
        (self.folder / "new").replace(self.folder / "ahead")
        end = time.monotonic() + SECONDS
        known = self.folder / "known"
        while not (known.exists() and known.read_text() == ahead):
            assert time.monotonic() < end, "the program does not look at its clock"
            time.sleep(0.02)
