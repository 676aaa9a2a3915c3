"""`keepword serve`: everything under one command."""

import argparse
import sys

from keepword.conversations.founding import is_founded
from keepword.wiring import ready, running, statics
from keepword.wiring.demo import showing


def run(options: argparse.Namespace) -> None:
    ready.prepare_database()
    statics.collect_if_changed()
    if options.demo:
        showing.fill_if_empty()
    parts = running.Parts(True, True, options.host, options.port, options.mail_port or None)
    first_page = "" if is_founded() else "setup"
    running.run(parts, ready=lambda: greet(parts, first_page=first_page))


def greet(parts: running.Parts, *, first_page: str) -> None:
    """Say where everything is, once it is there."""
    host = f"[{parts.host}]" if ":" in parts.host else parts.host
    if parts.has_web:
        sys.stderr.write(f"Keepword is ready: http://{host}:{parts.port}/{first_page}\n")
    if parts.has_work and parts.mail_port:
        sys.stderr.write(f"Mail is taken in at {host}:{parts.mail_port} (SMTP).\n")
    sys.stderr.flush()
