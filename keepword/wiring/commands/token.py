"""`keepword token add`: prints the token alone, so that a script can take it."""

import argparse
import sys

from keepword.people.models import Agent
from keepword.people.tokens import give
from keepword.wiring import ready
from keepword.wiring.refusing import Refused


def run(options: argparse.Namespace) -> None:
    ready.prepare_database()
    agent = Agent.objects.active().filter(email__iexact=options.agent).first()
    if agent is None:
        raise Refused(f"There is no active agent {options.agent}. Add one with: keepword agent add")
    sys.stdout.write(give(agent, name=options.name) + "\n")
