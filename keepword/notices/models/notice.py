"""Something that an agent should know."""

from typing import Self

from django.db import models
from django.db.models import Q

from keepword.conversations.models import Conversation
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.events.models import Event
from keepword.notices.kinds import NEEDED
from keepword.people.models import Agent


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, agent: Agent) -> Self:
        """One's own, as long as one may see the conversation, and may know what it is about."""
        barred = [kind for kind, needed in NEEDED.items() if not all(map(agent.may, needed))]
        mine = self.filter(agent=agent).exclude(kind__in=barred) if barred else self.filter(agent=agent)
        ids = visible_inbox_ids(agent)
        return mine if ids is None else mine.filter(Q(conversation=None) | Q(conversation__inbox_id__in=ids))

    def listed(self) -> Self:
        """Those that stand in the page."""
        return self.filter(in_page=True)

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notice(models.Model):
    """One agent, one conversation (None for what is about none), one kind: what happens again while it is unread makes
    `count` larger. Ids only, no words: they are made when somebody reads.

    `event` is the newest fact behind it and `at` its time. `told_at` is when it was last decided by which ways it
    goes; `push_at` and `mail_at` when it is to go by them, None when it does not or has gone. `in_page` False: it is
    in no list, it only goes by the other ways. What must be known before `needed_by` is late after it.
    """

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    conversation = models.ForeignKey(Conversation, null=True, on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey(Event, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    count = models.PositiveIntegerField(default=1)
    in_page = models.BooleanField(default=True)
    at = models.DateTimeField()
    told_at = models.DateTimeField()
    needed_by = models.DateTimeField(null=True)
    push_at = models.DateTimeField(null=True)
    mail_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["agent", "-at", "-id"], name="notice_newest"),
            models.Index(fields=["agent", "conversation"], name="notice_unread", condition=Q(read_at=None)),
            models.Index(fields=["mail_at"], name="notice_to_mail", condition=Q(mail_at__isnull=False)),
            models.Index(fields=["push_at"], name="notice_to_push", condition=Q(push_at__isnull=False)),
            models.Index(fields=["at"], name="notice_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} notice {self.pk} of agent {self.agent_id}"
