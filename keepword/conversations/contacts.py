"""Which contacts may an agent know? Those who take part in a conversation that the agent may see."""

from django.db.models import Exists, OuterRef, QuerySet

from keepword.conversations.models import Conversation, Participant
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.people.models import Agent, Contact


def contacts_visible_to(agent: Agent) -> QuerySet[Contact, Contact]:
    """The only door to contacts for a person. People stand below conversations, so it cannot be on the contact."""
    ids = visible_inbox_ids(agent)
    if ids is None:
        return Contact.objects.all()
    theirs = Conversation.objects.filter(contact=OuterRef("pk"), inbox_id__in=ids)
    shared = Participant.objects.filter(contact=OuterRef("pk"), conversation__inbox_id__in=ids)
    return Contact.objects.filter(Exists(theirs) | Exists(shared))
