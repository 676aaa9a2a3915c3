"""Who has words in a conversation that have not left, on its own row: a list then asks nothing more.

`Conversation.drafted_by` is "" or ",3,17!," : agent 3 is writing, and what agent 17 sent was held back.
"""

from keepword.conversations.models import Conversation, Draft
from keepword.conversations.models.draft import DISCARDED, HELD, LEAVING, SCHEDULED, WRITING

SIGNS = {WRITING: "", LEAVING: ">", SCHEDULED: ">", HELD: "!"}


def mark(conversation: Conversation) -> None:
    """Write what the drafts say. Whoever calls holds the conversation."""
    rows = Draft.objects.filter(conversation=conversation).exclude(state=DISCARDED)  # house: of whoever they are
    signs = sorted({f"{agent}{SIGNS[state]}" for agent, state in rows.values_list("agent_id", "state")})
    drafted_by = f",{','.join(signs)}," if signs else ""
    if drafted_by != conversation.drafted_by:
        conversation.change(drafted_by=drafted_by)


def is_writing(drafted_by: str, *, agent_id: int) -> bool:
    return f",{agent_id}," in drafted_by


def is_held(drafted_by: str, *, agent_id: int) -> bool:
    """Something of theirs was to leave and did not."""
    return f",{agent_id}!," in drafted_by
