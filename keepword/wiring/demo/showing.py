"""`--demo`: a small lively shop to look at, and who may sign in."""

import sys

from keepword.conversations.founding import is_founded
from keepword.people.models import Agent
from keepword.wiring.demo import filling, knowing

PASSWORD = "correct horse battery"  # noqa: S105  printed on purpose: the demo is for looking


def fill_if_empty() -> None:
    """Fill an empty database; a filled one is left alone."""
    if is_founded():
        sys.stderr.write("There is something here already; the demo leaves it alone.\n")
        return
    world = filling.fill(conversations=200, seed=1, password=PASSWORD)
    knowing.get_to_know(Agent.objects.get(email=world.sign_in))
    sys.stderr.write(f"Demo: sign in as {world.sign_in} with the password “{PASSWORD}”.\n")
