"""What is asked beside a conversation: of a supplier, or of another team."""

from typing import Self

from django.db import models
from django.db.models import Q

from keepword.conversations.models.conversation import Conversation
from keepword.conversations.models.inbox import Inbox, visible_inbox_ids
from keepword.people.models import Agent, Team

ASKED, ANSWERED, DONE = "asked", "answered", "done"
STATES = [ASKED, ANSWERED, DONE]


class AsideQuerySet(models.QuerySet["Aside"]):
    def visible_to(self, agent: Agent) -> Self:
        """As visible as its conversation."""
        ids = visible_inbox_ids(agent)
        return self if ids is None else self.filter(conversation__inbox_id__in=ids)


class Aside(models.Model):
    """A side conversation: it stands on the page of its conversation, and nothing of it ever reaches the customer.

    `is_internal`: it stays among colleagues, and `team` is asked (None once that team is gone). Otherwise it goes by
    mail to `addresses` (folded), and only they may answer into it. `inbox` is the one that it began in: its letters
    are answered there. `agent` began it and hears of answers. `is_forward`: it began by passing on what was said.
    `state`: "asked" (the next word is theirs), "answered" (ours), "done".
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="asides")
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="+", db_index=False)
    agent = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    is_internal = models.BooleanField(default=False)
    is_forward = models.BooleanField(default=False)
    addresses = models.JSONField(default=list, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, default=ASKED)
    began_at = models.DateTimeField()
    last_activity_at = models.DateTimeField()

    objects = AsideQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="aside_state"),
        ]

    def __str__(self) -> str:
        return f"aside {self.pk} of {self.conversation_id}"
