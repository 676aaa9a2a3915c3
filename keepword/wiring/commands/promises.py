"""`keepword promises rebuild`: waits and clocks anew, from the log and the messages."""

import argparse
import sys

from keepword.promises.clocks.rebuilding import rebuild
from keepword.wiring import ready


def run(options: argparse.Namespace) -> None:
    ready.prepare_database()
    done = rebuild(progress=_show)
    sys.stdout.write(
        f"{done.conversations:,} conversations: {done.waits:,} waits and the clocks of {done.clocks:,} conversations "
        "were made right.\n"
    )


def _show(count: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{count:,} conversations")
