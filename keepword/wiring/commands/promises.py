"""`keepword promises rebuild`: waits and clocks anew, from the log and the messages. `keepword promises find`: which
times a text promises."""

import argparse
import sys
from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from keepword.kit import clock
from keepword.promises.clocks.rebuilding import rebuild
from keepword.promises.stating.printing import lines
from keepword.wiring import ready
from keepword.wiring.refusing import Refused


def run(options: argparse.Namespace) -> None:
    {"rebuild": _rebuild, "find": _find}[options.what](options)


def _find(options: argparse.Namespace) -> None:
    if options.zone not in available_timezones():
        raise Refused(f"--zone: there is no zone {options.zone}.", status=2)
    for line in lines(sys.stdin.read(), now=_now(options), zone=options.zone, language=options.language):
        sys.stdout.write(f"{line}\n")


def _now(options: argparse.Namespace) -> datetime:
    if not options.now:
        return clock.now()
    try:
        now = datetime.fromisoformat(options.now.replace("Z", "+00:00"))
    except ValueError as error:
        raise Refused(f"--now: {options.now} is no moment; write 2026-11-24T10:00+09:00.", status=2) from error
    return now if now.tzinfo else now.replace(tzinfo=ZoneInfo(options.zone))


def _rebuild(options: argparse.Namespace) -> None:
    ready.prepare_database()
    done = rebuild(progress=_show)
    sys.stdout.write(
        f"{done.conversations:,} conversations: {done.waits:,} waits and the clocks of {done.clocks:,} conversations "
        "were made right.\n"
    )


def _show(count: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{count:,} conversations")
