"""What became of a note after it was written."""

from django.db import models

from keepword.conversations.models.message import Message
from keepword.people.models import Agent


class Correction(models.Model):
    """A note that has other words than it began with, or fewer files: who changed it last, and when. `count` is how
    often it was changed, by which an old page is known. The earlier words are not kept. Such a message carries
    "corrected" among its warnings, so that whoever shows notes asks for this only where it is there."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, primary_key=True, related_name="+")
    count = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"correction of {self.pk}"


class TakenBack(models.Model):
    """The words of a note that was taken back, as long as it can be undone; then the row goes, and they with it. The
    message itself is empty meanwhile and carries "taken-back" among its warnings.

    `files` are ids of `DraftFile`s without a draft, which keep the bytes. `called` are the mentions, each as agent,
    team, and the moment at which it was read.
    """

    message = models.OneToOneField(Message, on_delete=models.CASCADE, primary_key=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(blank=True)
    quoted = models.TextField(blank=True)
    warnings = models.JSONField(default=list, blank=True)
    files = models.JSONField(default=list, blank=True)
    called = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return f"taken back: {self.pk}"
