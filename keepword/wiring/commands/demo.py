"""`keepword demo`: fill an empty database with a made-up shop, of any size."""

import argparse
import sys
import time

from keepword.conversations.founding import is_founded
from keepword.wiring import ready
from keepword.wiring.demo import filling
from keepword.wiring.demo.showing import PASSWORD
from keepword.wiring.refusing import Refused


def run(options: argparse.Namespace) -> None:
    if options.conversations < 1:
        raise Refused("--conversations: at least 1.", status=2)
    ready.prepare_database()
    if is_founded():
        raise Refused("The database is not empty. A demo goes into an empty one: choose another --data folder.")
    began = time.monotonic()
    each = 3 if options.conversations >= 1000 else None
    world = filling.fill(conversations=options.conversations, seed=options.seed, password=PASSWORD, each=each)
    took = time.monotonic() - began
    sys.stderr.write(f"{world.conversations:,} conversations in {took:.1f} s.\n")
    sys.stderr.write(f"Sign in as {world.sign_in} with the password “{PASSWORD}”.\n")
