"""What was deleted by hand remembers how it stood."""

from django.db import models

from keepword.conversations.models.conversation import Conversation
from keepword.people.models import Agent


class BinMark(models.Model):
    """The last time that a conversation was put in the bin, `by` whom, and how it stood: `was` its status, `until`
    when it was put aside, `resolved_at` when it was solved; `waited`: somebody waited for an answer. It says something
    only of what is in the bin, or was until its words went."""

    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    was = models.CharField(max_length=10)
    until = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    waited = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"bin mark of conversation {self.conversation_id}"
