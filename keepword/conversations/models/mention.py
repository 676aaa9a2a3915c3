"""Somebody was called by name."""

from typing import Self

from django.db import models
from django.db.models import Q

from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.conversations.models.message import Message
from keepword.people.models import Agent, Team


class MentionQuerySet(models.QuerySet["Mention"]):
    def visible_to(self, agent: Agent) -> Self:
        """One's own, as long as one may see the conversation."""
        ids = visible_inbox_ids(agent)
        mine = self.filter(agent=agent)
        return mine if ids is None else mine.filter(message__inbox_id__in=ids)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)


class Mention(models.Model):
    """One agent whom a note calls, by their own name or, then `team` says so, by that of a team. Who joins the team
    later was not called. `read_at` is when they had the conversation before them, None before that."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+", db_index=False)
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+", db_index=False)
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = MentionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["agent", "-at", "-id"], name="mention_newest"),
            models.Index(fields=["agent", "-at", "-id"], name="mention_unread", condition=Q(read_at__isnull=True)),
        ]
        constraints = [models.UniqueConstraint(fields=["message", "agent"], name="mention_once")]

    def __str__(self) -> str:
        return f"mention {self.pk}"
