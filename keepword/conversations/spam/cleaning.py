"""What else of this sender is still in the way?"""

from django.db.models import QuerySet

from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import OPEN, SNOOZED, WAITING
from keepword.people.models import Agent

MOST = 500


def others_in_the_way(conversation: Conversation, *, to: Agent) -> "QuerySet[Conversation]":
    """Of the same contact, not done and no spam, as far as the agent sees them."""
    others = Conversation.objects.visible_to(to).filter(contact=conversation.contact_id)
    return others.filter(status__in=[OPEN, WAITING, SNOOZED]).exclude(pk=conversation.pk).order_by("-id")


def ids_in_the_way(conversation: Conversation, *, to: Agent) -> list[int]:
    return list(others_in_the_way(conversation, to=to).values_list("id", flat=True)[:MOST])
