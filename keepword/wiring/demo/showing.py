"""`--demo`: a small lively shop to look at, and who may sign in."""

import sys

from keepword.brands.models import Brand
from keepword.channels.chat.arranging import arrange
from keepword.conversations.founding import is_founded
from keepword.people.models import Agent
from keepword.wiring.demo import chatting, filling, knowing

PASSWORD = "correct horse battery"  # noqa: S105  printed on purpose: the demo is for looking


def fill_if_empty() -> None:
    """Fill an empty database; a filled one is left alone."""
    if is_founded():
        sys.stderr.write("There is something here already; the demo leaves it alone.\n")
        return
    world = filling.fill(conversations=200, seed=1, password=PASSWORD)
    mina = Agent.objects.get(email=world.sign_in)
    knowing.get_to_know(mina)
    brand = Brand.objects.get()
    arrange(brand, is_on=True, greeting="", sites=[], by=mina.as_actor)
    chatting.chat(brand, by=mina, seed=1)
    sys.stderr.write(f"Demo: sign in as {world.sign_in} with the password “{PASSWORD}”.\n")
    sys.stderr.write(f"Chat as a customer at /chat/{brand.slug}; the key v says that you take chats.\n")
