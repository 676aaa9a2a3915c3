"""Where words to a side conversation stand that have not been said: one draft of each agent for each of them, and one
for the next that begins."""

from keepword.conversations.models import Conversation, Draft
from keepword.conversations.models.draft import BEGINNING, TO_OUTSIDE, WRITING
from keepword.people.models import Agent


def place_of(aside: int | None) -> str:
    """None for one that has not begun."""
    return BEGINNING if aside is None else f"aside-{aside}"


def drafts_beside(agent: Agent, *, conversation_id: int) -> dict[str, Draft]:
    """By place, what the agent is writing here and has not sent. Two queries."""
    mine = Draft.objects.filter(conversation_id=conversation_id, agent=agent, kind=TO_OUTSIDE, state=WRITING)
    return {draft.place: draft for draft in mine.prefetch_related("files")}


def draft_for(conversation: Conversation, *, agent: Agent, aside: int | None) -> Draft | None:
    """The one for that side conversation; None for a new one."""
    mine = Draft.objects.filter(conversation=conversation, agent=agent, kind=TO_OUTSIDE, state=WRITING)
    return mine.filter(place=place_of(aside)).prefetch_related("files").first()
