"""With which one? The same customer's conversations come first, then what was asked for."""

from dataclasses import dataclass

from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.conversation import ELSEWHERE, SPAM
from keepword.conversations.searching import search
from keepword.people.models import Agent

MOST = 12
READ = 60  # messages with the words


@dataclass(frozen=True, slots=True)
class Candidate:
    conversation: Conversation
    is_same_customer: bool


def candidates(conversation: Conversation, *, query: str, to: Agent) -> list[Candidate]:
    """Of those that this agent may see. `query` "" suggests the customer's other ones, and those of others that have
    the same subject; else it is a reference, or words of a subject or of the messages."""
    visible = Conversation.objects.visible_to(to).exclude(pk=conversation.pk)
    rows = visible.exclude(status__in=[SPAM, *ELSEWHERE]).with_people().order_by("-last_activity_at")
    own, words = rows.filter(contact_id=conversation.contact_id), query.strip()
    if words:
        said = rows.filter(id__in=_with_words(words, to=to))
        mine = said.filter(contact_id=conversation.contact_id)
        found = [*rows.filter(reference=words.upper()), *mine[:MOST], *said[:MOST]]
    else:
        alike = rows.filter(id__in=_with_words(conversation.subject, to=to), subject=conversation.subject)
        found = [*own[:MOST], *alike[:MOST]]
    once = {one.pk: one for one in found}
    return [Candidate(one, one.contact_id == conversation.contact_id) for one in list(once.values())[:MOST]]


def _with_words(words: str, *, to: Agent) -> list[int]:
    """Conversations of the newest messages with these words; subjects are among the words of a first message."""
    messages = Message.objects.filter(id__in=search(words, agent=to, limit=READ))
    return list(messages.values_list("conversation_id", flat=True))
