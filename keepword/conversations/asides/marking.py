"""How the side conversations of a conversation stand, on its own row: a page and a list then ask nothing more."""

from keepword.conversations.models import Aside, Conversation
from keepword.conversations.models.aside import ANSWERED, ASKED, DONE

MOST_URGENT = (ANSWERED, ASKED, DONE)


def mark(conversation: Conversation) -> None:
    """Write the most urgent state of them, "" while there are none. Whoever calls holds the conversation."""
    # house: of the conversation that is written, nothing is shown
    states = set(Aside.objects.filter(conversation=conversation).values_list("state", flat=True))
    state = next((one for one in MOST_URGENT if one in states), "")
    if state != conversation.aside_state:
        conversation.change(aside_state=state)
