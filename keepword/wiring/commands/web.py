"""`keepword web`: only the web, for more than one machine."""

import argparse

from keepword.wiring import ready, running, statics
from keepword.wiring.commands.serve import greet


def run(options: argparse.Namespace) -> None:
    ready.prepare_database()
    statics.collect_if_changed()
    parts = running.Parts(True, False, options.host, options.port, None)
    running.run(parts, ready=lambda: greet(parts, first_page=""))
