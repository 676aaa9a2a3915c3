"""`keepword restore FILE`."""

import argparse
import sys
from pathlib import Path

from keepword.wiring import keeping
from keepword.wiring.commands.starting import serve


def run(options: argparse.Namespace) -> None:
    keeping.bring_back(Path(options.file))
    sys.stderr.write(f"Everything is back. Start it with: {serve(options)}\n")
