"""`keepword hours check`: ask our business time what others know the answers to."""

import argparse
import sys

from keepword.hours.calendar_files import Unreadable, calendars_in
from keepword.hours.vectors import check
from keepword.wiring.refusing import Refused


def run(options: argparse.Namespace) -> int:
    """0 only when there were questions and every answer was right."""
    try:
        calendars = calendars_in(options.calendars.read_text(encoding="utf-8"))
        lines = options.vectors.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError, Unreadable) as error:
        raise Refused(str(error), status=2) from error
    count = right = split = 0
    for checked in check(lines, calendars=calendars):
        count += 1
        right += not checked.trouble
        split += checked.is_split
        if checked.trouble:
            sys.stdout.write(f"{checked.trouble}\n")
    if split:
        sys.stdout.write(f"{split} of the right ones name the opening after a night that ends exactly at closing.\n")
    sys.stdout.write(f"{right}/{count} right\n")
    return 0 if right == count > 0 else 1
