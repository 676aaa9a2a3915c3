"""`keepword work`: only the worker, the schedule and mail."""

import argparse

from keepword.wiring import ready, running
from keepword.wiring.commands.serve import greet


def run(options: argparse.Namespace) -> None:
    ready.prepare_database()
    parts = running.Parts(False, True, options.host, 0, options.mail_port or None)
    running.run(parts, ready=lambda: greet(parts, first_page=""))
