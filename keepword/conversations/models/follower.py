"""Somebody who wants to hear what becomes of a conversation."""

from django.db import models

from keepword.conversations.models.conversation import Conversation
from keepword.people.models import Agent


class Follower(models.Model):
    """They asked for it, wrote here or were called. Whoever tells them something asks whether they may still see the
    conversation."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+", db_index=False)
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "agent"], name="follower_once")]

    def __str__(self) -> str:
        return f"follower {self.pk}"
