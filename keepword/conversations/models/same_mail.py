"""One mail that came to several of our inboxes."""

from django.db import models

from keepword.conversations.models.conversation import Conversation


class SameMail(models.Model):
    """Two conversations of different inboxes hold the same mail of a customer. Each pair has two rows, one for either
    side. Whoever shows `other` asks whether the agent may see it."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+", db_index=False)
    other = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "other"], name="same_mail_once")]

    def __str__(self) -> str:
        return f"same mail {self.pk}"
