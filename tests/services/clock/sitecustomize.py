"""Read by a program under test as it starts: its clock is as far ahead as the file of the test says."""

import os
import threading
import time
from pathlib import Path

import time_machine

FOLDER = Path(os.environ["TESTS_CLOCK"])
LOOKS = 0.02  # seconds; waiting goes by a clock that nobody moves


class _Follower:
    def __init__(self) -> None:
        self.known = ""
        self.traveller: time_machine.Traveller | None = None
        self.look()
        threading.Thread(target=self.follow, daemon=True).start()

    def follow(self) -> None:
        waiting = threading.Event()
        while not waiting.wait(LOOKS):
            self.look()

    def look(self) -> None:
        ahead = (FOLDER / "ahead").read_text() if (FOLDER / "ahead").exists() else ""
        if ahead == self.known:
            return
        if self.traveller is None:
            self.traveller = time_machine.travel(time.time() + float(ahead), tick=True).start()
        else:
            self.traveller.move_to(time_machine.escape_hatch.time.time() + float(ahead), tick=True)
        self.known = ahead
        (FOLDER / "known").write_text(ahead)


_Follower()
