"""A browser that shows notices on the desktop."""

from django.db import models
from django.db.models import Q

from keepword.people.models import Agent, DeskSession


class Device(models.Model):
    """What a browser said of itself when it subscribed (RFC 8030): `endpoint` is where its push service takes words
    for it, `digest` the SHA-256 of that; `p256dh` and `auth` (base64url) are what only that browser can decrypt with.
    It belongs to where its agent is signed in: signed out there, it is gone."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    session = models.ForeignKey(DeskSession, on_delete=models.CASCADE, related_name="+")
    endpoint = models.TextField()
    digest = models.CharField(max_length=64, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=30)
    added_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"device {self.pk} of agent {self.agent_id}"


class PushKey(models.Model):
    """By which push services know us (RFC 8292): made when it is first needed, the private half sealed. One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sealed = models.TextField()
    public = models.CharField(max_length=100)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="push_key_alone")]

    def __str__(self) -> str:
        return "push key"
