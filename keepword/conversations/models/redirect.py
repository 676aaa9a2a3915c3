"""Who was told already that we do not answer where they wrote."""

from django.db import models

from keepword.conversations.models.conversation import Conversation
from keepword.people.models import Contact


class Redirect(models.Model):
    """The last friendly redirect of a person. One row a person, so that two workers cannot both say it: whoever
    writes the row, or moves `said_at` on, sends it."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    said_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"redirect of contact {self.contact_id}"
