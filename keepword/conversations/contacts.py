"""Which contacts may an agent know? Those who take part in a conversation that the agent may see."""

from django.db.models import Exists, OuterRef, QuerySet

from keepword.conversations.models import Conversation, Participant
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.people.models import Agent, Contact


def contacts_visible_to(agent: Agent) -> QuerySet[Contact, Contact]:
    """The only door to contacts for a person. People stand below conversations, so it cannot be on the contact.
    Of somebody whose row was merged into another, the one that goes on."""
    ids = visible_inbox_ids(agent)
    people = Contact.objects.filter(merged_into=None)
    if ids is None:
        return people
    theirs = Conversation.objects.filter(contact=OuterRef("pk"), inbox_id__in=ids)
    shared = Participant.objects.filter(contact=OuterRef("pk"), conversation__inbox_id__in=ids)
    return people.filter(Exists(theirs) | Exists(shared))


def people_known_to(agent: Agent) -> QuerySet[Contact, Contact] | None:
    """Whose orders and memberships the agent may see: for `visible_to` of `commerce`. None for everybody's."""
    return None if visible_inbox_ids(agent) is None else contacts_visible_to(agent)


def find_contact(number: int, *, agent: Agent) -> Contact | None:
    """The contact of this id; of one that was merged, the one that goes on. None when there is none that the agent may
    know."""
    seen = contacts_visible_to(agent)
    found = seen.filter(pk=number).first()
    return found or seen.filter(pk__in=Contact.objects.filter(pk=number).values("merged_into")).first()
