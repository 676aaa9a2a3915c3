"""Mail as it travelled: what came in, whole; mailboxes that we read; what waits in the local outbox."""

from django.db import models
from django.db.models import Q

from keepword.conversations.models import Inbox, Message
from keepword.events.models import Event
from keepword.people.models import Agent

STORED, DONE, SET_ASIDE, UNREADABLE = "stored", "done", "set_aside", "unreadable"


class StoredMail(models.Model):
    """A mail as it came, before anything read it.

    state: "stored" (to be read), "done" (it is a message or a bounce of one), "set_aside" (nothing to do with it, and
    `reason` says why: an unknown bounce), "unreadable" (`reason` says what went wrong; an administrator can run it
    again). `envelope_from` is None when nobody told us, "" when the envelope had no sender (a report, a robot).
    `full_size`, in bytes, is set when `raw` is only the beginning, because the whole mail was over the limit.
    """

    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    way = models.CharField(max_length=10)
    envelope_from = models.CharField(max_length=320, null=True)
    raw = models.BinaryField()
    full_size = models.PositiveBigIntegerField(null=True)
    state = models.CharField(max_length=12, default=STORED)
    reason = models.TextField(blank=True)
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["state", "-id"], name="stored_mail_state", condition=~Q(state=DONE)),
            models.Index(fields=["-id"], name="stored_mail_cut", condition=Q(full_size__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[STORED, DONE, SET_ASIDE, UNREADABLE]), name="stored_mail_state"
            )
        ]

    def __str__(self) -> str:
        return f"mail {self.pk}"


class Mailbox(models.Model):
    """A mailbox that we read by IMAP for an inbox. `password` is kept sealed, see `sealing.py`. The cursor is the
    highest UID that is stored, under its UIDVALIDITY: what has been read elsewhere makes no difference."""

    inbox = models.ForeignKey(Inbox, on_delete=models.CASCADE, related_name="+")
    host = models.CharField(max_length=255)
    port = models.PositiveIntegerField(default=993)
    security = models.CharField(max_length=10, default="tls")
    username = models.CharField(max_length=255)
    sealed_password = models.TextField()
    folder = models.CharField(max_length=255, default="INBOX")
    is_active = models.BooleanField(default=True)
    uid_validity = models.BigIntegerField(null=True)
    last_uid = models.BigIntegerField(default=0)
    last_read_at = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["host", "username", "folder"], name="mailbox_once"),
            models.CheckConstraint(condition=Q(security__in=["tls", "starttls", "none"]), name="mailbox_security"),
        ]

    def __str__(self) -> str:
        return f"mailbox {self.pk}"


class OutboxMail(models.Model):
    """A mail that waits here because no relay is set, as it would have gone out."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="+")
    raw = models.BinaryField()
    held_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"held mail {self.pk}"


class HeldNotice(models.Model):
    """A mail to one of our own people that waits here because no relay is set."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="+")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+", db_index=False)
    raw = models.BinaryField()
    held_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"held notice {self.pk}"
