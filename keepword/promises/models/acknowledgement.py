"""How each inbox acknowledges what it receives."""

from django.db import models

from keepword.conversations.models import Inbox


class Acknowledgement(models.Model):
    """Whether an inbox acknowledges at once. Without a row it does."""

    inbox = models.OneToOneField(Inbox, on_delete=models.CASCADE, related_name="+")
    is_on = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"acknowledgement of inbox {self.inbox_id}"


class OwnWording(models.Model):
    """What a brand says instead of our built-in words, in one language (BCP 47). See `wording.letter` for its
    variables."""

    inbox = models.ForeignKey(Inbox, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=20)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inbox", "language"], name="own_wording_once")]

    def __str__(self) -> str:
        return f"wording {self.pk} of inbox {self.inbox_id}"
