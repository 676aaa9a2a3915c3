"""The one way by which a screen comes to a conversation."""

from django.db.models import QuerySet
from django.http import Http404

from keepword.conversations.models import Conversation
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.kit.prepared import PreparedModels
from keepword.web.people.admitting import AgentRequest


def conversation_for(request: AgentRequest, number: int) -> Conversation:
    """The conversation, if the agent may see it; for a stranger it does not exist (404). Of one that was merged, the
    one in which it goes on."""
    found = FOUND.rows(conversation=number) if number <= LARGEST else []
    if found and found[0].merged_into_id:
        found = FOUND.rows(conversation=found[0].merged_into_id)
    visible = visible_inbox_ids(request.user)
    if not found or (visible is not None and found[0].inbox_id not in visible):
        raise Http404
    return found[0]


def _found(conversation: int) -> QuerySet[Conversation]:
    rows = Conversation.objects  # house: `conversation_for` asks which inboxes the agent sees
    return rows.with_people().filter(pk=conversation)


LARGEST = 2**63 - 1  # what a column can hold
FOUND = PreparedModels(_found)
