"""What the search index knows of own fields."""

from django.db import models
from django.db.models import Q

from keepword.conversations.models.conversation import Conversation
from keepword.conversations.models.message import Message


class FieldWords(models.Model):
    """The words of a conversation's own fields, exactly as the search index has them together with `message`, None
    while it has none of them. `is_behind`: they are still to be put into the index, see `fields/indexing.py`."""

    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="+")
    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="+")
    words = models.TextField(blank=True)
    is_behind = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["id"], name="field_words_behind", condition=Q(is_behind=True))]

    def __str__(self) -> str:
        return f"own words of {self.conversation_id}"
