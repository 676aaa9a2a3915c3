"""The mission of the brand in words that an agent typed: filled in when they leave."""

from keepword.brands.mission.saying import filled, names_it
from keepword.conversations.models import Conversation


def with_mission(text: str, *, conversation: Conversation) -> str:
    """In the customer's language. What the brand does not have stays as it is typed, and blocks sending. No query
    where nothing of the kind is named."""
    if not names_it(text):
        return text
    return filled(text, brand=conversation.inbox.brand, language=conversation.language)
