"""The small things around a conversation, asked for together: who and which team could take it, its tags, the
customer's addresses, who else takes part, what was promised, where else the same mail went, how far it was said,
whether anything of that person is remembered, and how loyal they are.
"""

from typing import Any

from keepword.conversations.models import Conversation
from keepword.conversations.replying import LAST_WRITER
from keepword.conversations.seeing import NEWEST_OF_ALL
from keepword.kit.together import Together
from keepword.web.conversations import choices, contact, copies
from keepword.web.panels import beforehand, ledger

Found = dict[str, list[tuple[Any, ...]]]

AROUND = Together(
    lists={
        "agents": choices.AGENTS,
        "teams": choices.TEAMS,
        "tags": choices.TAGS,
        "addresses": contact.ADDRESSES,
        "unproved": contact.UNPROVED,
        "last_writer": LAST_WRITER,
        "promises": ledger.NEWEST,
        "copies": copies.OTHERS,
        "newest": NEWEST_OF_ALL,
        "remembers": beforehand.REMEMBERS,
        "loyalty": beforehand.LOYALTY,
    }
)


def around(conversation: Conversation) -> Found:
    """By name, each as its own query answers. One statement."""
    return AROUND(conversation=conversation.pk, contact=conversation.contact_id).rows
