"""Which companies may an agent know? Those of whose people they may know one."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from keepword.conversations.contacts import contacts_visible_to
from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import ELSEWHERE, SPAM
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.people.models import Agent, Company, Contact


def companies_visible_to(agent: Agent) -> QuerySet[Company, Company]:
    """The only door to companies for a person. Whoever made one sees it while nobody belongs to it yet."""
    if visible_inbox_ids(agent) is None:
        return Company.objects.all()
    people = Contact.objects.filter(company=OuterRef("pk"))
    known = contacts_visible_to(agent).filter(company=OuterRef("pk"))
    return Company.objects.filter(Exists(known) | (Q(made_by=agent) & ~Exists(people)))


def conversations_with(company: Company, *, agent: Agent) -> QuerySet[Conversation]:
    """Of its people, of those that the agent may see, the newest first."""
    theirs = Conversation.objects.visible_to(agent).filter(contact__company=company)
    return theirs.exclude(status__in=[SPAM, *ELSEWHERE]).with_people().order_by("-last_activity_at", "-id")
