"""The drafts of a conversation that an agent may see: what they are writing, and what colleagues sent that has not
left. Nothing is asked where nobody wrote anything: two queries otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass

from keepword.conversations.models import Conversation, Draft
from keepword.conversations.models.draft import DISCARDED, ON_ITS_WAY, WRITING
from keepword.people.models import Agent


@dataclass(frozen=True, slots=True)
class Drafts:
    """`leaving` in the order in which they leave; held ones first."""

    mine: dict[str, Draft]
    leaving: Sequence[Draft]


NOTHING = Drafts({}, ())


def drafts_in(conversation: Conversation, *, agent: Agent) -> Drafts:
    if not conversation.drafted_by:
        return NOTHING
    rows = Draft.objects.visible_to(agent).filter(conversation=conversation).exclude(state=DISCARDED)
    drafts = list(rows.select_related("agent").prefetch_related("files").order_by("send_at", "id"))
    mine = {draft.kind: draft for draft in drafts if draft.state == WRITING and draft.agent_id == agent.pk}
    leaving = [draft for draft in drafts if draft.state in ON_ITS_WAY]
    return Drafts(mine, sorted(leaving, key=lambda draft: draft.send_at is not None))
