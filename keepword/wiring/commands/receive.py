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
    status = piping.receive(sys.stdin.buffer, inbox=options.inbox, sender=options.sender)
    if status != piping.OK:
        raise Refused(_why(status, inbox=options.inbox), status=status)
    return status


def _why(status: int, *, inbox: str) -> str:
    """Mail servers put this sentence into the bounce or into their log."""
    if status == piping.NO_SUCH_INBOX:
        return f"There is no inbox {inbox} here."
    if status == piping.BAD_MAIL:
        return "There was no mail on standard input, or one over KEEPWORD_MAIL_LIMIT_MB."
    return "The mail cannot be stored just now. It is still yours: come again later."
