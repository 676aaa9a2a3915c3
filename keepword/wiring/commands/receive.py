"""`keepword receive`: the pipe command of a mail server. Exit statuses are those of sysexits.h."""

import argparse
import sys

from keepword.channels.email import piping
from keepword.wiring import ready
from keepword.wiring.environment import SettingError
from keepword.wiring.refusing import Refused

TRY_LATER = 75  # EX_TEMPFAIL: the mail server keeps the mail and comes again


def run(options: argparse.Namespace) -> int:
    try:
        ready.prepare_database()
    except SettingError as error:
        raise Refused(str(error), status=TRY_LATER) from error
    return piping.receive(sys.stdin.buffer, inbox=options.inbox, sender=options.sender)
