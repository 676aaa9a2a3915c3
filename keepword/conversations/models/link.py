"""Two conversations that have to do with each other."""

from django.db import models

from keepword.conversations.models.conversation import Conversation


class Link(models.Model):
    """Somebody said so. Each pair has two rows, one for either side. Whoever shows `other` asks whether the agent may
    see it."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+", db_index=False)
    other = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "other"], name="link_once")]

    def __str__(self) -> str:
        return f"link {self.pk}"
