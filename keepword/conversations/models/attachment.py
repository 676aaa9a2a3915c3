"""Files that came or went with a message."""

from typing import Self

from django.db import models

from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.conversations.models.message import Message
from keepword.people.models import Agent


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, agent: Agent) -> Self:
        ids = visible_inbox_ids(agent)
        return self if ids is None else self.filter(message__inbox_id__in=ids)


class Attachment(models.Model):
    """`name` and `type` are what the sender claimed, made safe to print. `path` is where the bytes are, named by
    their SHA-256; `token` is the unguessable part of its address. `cid` is set for a picture inside the letter."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    token = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    path = models.CharField(max_length=120)
    is_inline = models.BooleanField(default=False)
    cid = models.CharField(max_length=255, blank=True)

    objects = AttachmentQuerySet.as_manager()

    def __str__(self) -> str:
        return f"attachment {self.pk}"
