"""The report of what was erased."""

from django.db import models

from keepword.people.models import Agent, Contact


class Erasure(models.Model):
    """That a person was erased, when and by whom, and how much: never who it was. `by` is None for the command line.
    `counts` is by kind: "addresses", "conversations", "messages", "files", "elsewhere" (messages in conversations of
    others), "mails", "promises", "answers" (words about our help)."""

    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    counts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"erasure of contact {self.contact_id}"
