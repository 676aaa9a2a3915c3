"""`keepword restore FILE`."""

import argparse
import sys
from pathlib import Path

from keepword.wiring import keeping


def run(options: argparse.Namespace) -> None:
    keeping.bring_back(Path(options.file))
    sys.stderr.write("Everything is back. Start it with: keepword serve\n")
