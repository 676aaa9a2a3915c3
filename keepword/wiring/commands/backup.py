"""`keepword backup FILE`."""

import argparse
import sys
from pathlib import Path

from keepword.wiring import keeping, ready


def run(options: argparse.Namespace) -> None:
    ready.prepare_database()
    size = keeping.back_up(Path(options.file))
    sys.stderr.write(
        f"{options.file}: {size / 1e6:,.1f} MB. It holds the secret: keep it where only you can read it.\n"
    )
