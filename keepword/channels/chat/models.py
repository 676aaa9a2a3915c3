"""What is kept of live chats, besides the conversations that they become."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models

from keepword.brands.models import Brand
from keepword.conversations.models import Conversation, Message
from keepword.kit.updating import update

GONE_AFTER = timedelta(minutes=3)  # without a sign of the page: a phone may sleep for two
GREETING_LENGTH = 300


class Setup(models.Model):
    """How a brand chats; without a row it does not. `sites` are the origins ("https://shop.example") whose pages may
    show our frame: nobody else's may. `greeting`: what a visitor reads first, "" for our own words."""

    brand = models.OneToOneField(Brand, on_delete=models.CASCADE, related_name="+")
    is_on = models.BooleanField(default=False)
    greeting = models.CharField(max_length=GREETING_LENGTH, blank=True)
    sites = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return f"chat setup of brand {self.brand_id}"


class Visit(models.Model):
    """A visitor who wrote. `number` is that of their ticket. `address` stands for them where nobody told one: it can
    never be answered by mail. `email` is what they told us, "" until then, folded; `is_doubtful`: we knew it before,
    so it may be another's. `page` is where they wrote from (no query). `seen_at` is the last sign of their page."""

    number = models.CharField(max_length=32, unique=True)
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    conversation = models.ForeignKey(Conversation, null=True, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=320)
    email = models.CharField(max_length=320, blank=True)
    is_doubtful = models.BooleanField(default=False)
    name = models.CharField(max_length=200, blank=True)
    page = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=20, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["brand", "began_at"], name="visit_brand")]

    def __str__(self) -> str:
        return f"visit {self.pk}"

    @property
    def writes_as(self) -> str:
        return self.email or self.address

    @property
    def shown_name(self) -> str:
        """The name that they told; for somebody without one and without an address a short one to tell them apart,
        the same in all languages of the desk: it is no word but a number."""
        return self.name or ("" if self.email else f"#{self.number[:4].upper()}")

    def is_here(self, *, at: datetime) -> bool:
        """Whether their page gave a sign lately, and they did not end the chat."""
        return self.ended_at is None and self.seen_at > at - GONE_AFTER

    def change(self, **fields: Any) -> None:
        """Write these fields, and nothing else."""
        update(Visit, pk=self.pk, **fields)
        for name, value in fields.items():
            setattr(self, name, value)


class Posted(models.Model):
    """A reply that lies ready for the visitor's page. `seen_at` is when the page said that it was shown, `mailed_at`
    when it went to their address as well, because they had gone."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="+", primary_key=True)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="posted")
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # The few that somebody has not read yet.
            models.Index(
                fields=["at"],
                name="posted_unseen",
                condition=models.Q(seen_at__isnull=True, mailed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"message {self.message_id} for visit {self.visit_id}"
