"""What an agent is writing, and what they wrote that has not left yet."""

from typing import Self

from django.db import models
from django.db.models import Q

from keepword.conversations.models.conversation import Conversation
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.people.models import Agent

TO_CUSTOMER, TO_TEAM, TO_OUTSIDE = "reply", "note", "forward"
KINDS = [TO_CUSTOMER, TO_TEAM, TO_OUTSIDE]
WRITING, LEAVING, SCHEDULED, HELD, DISCARDED = "writing", "leaving", "scheduled", "held", "discarded"
STATES = [WRITING, LEAVING, SCHEDULED, HELD, DISCARDED]
THREAD, BEGINNING = "", "new"  # places
ON_ITS_WAY = [LEAVING, SCHEDULED, HELD]  # written, and shown to everybody who may see the conversation


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, agent: Agent) -> Self:
        """One's own, and what colleagues decided to send: words that somebody is still thinking about are theirs."""
        ids = visible_inbox_ids(agent)
        mine = self.filter(Q(agent=agent) | Q(state__in=ON_ITS_WAY))
        return mine if ids is None else mine.filter(conversation__inbox_id__in=ids)


class Draft(models.Model):
    """`state`: "writing"; "leaving" (sent, and still to be taken back), "scheduled" (sent for later), "held" (it was
    to leave and did not, `held_for` says why), "discarded" (to be brought back for a day).

    `text` is Markdown as it was typed. `version` grows with each save, so that two devices notice each other.
    `place` is "" for the thread, "new" for a side conversation that has not begun, "aside-7" for the words in one.
    `recipients` as a message's; `outside` what a word to outside needs besides, see `asides/recalling.py`. `seen` is
    the customer's newest message that the agent had read. `then` is what is
    done with the sending, and `then_until` until when for a snooze. `macros` are `macros/using.py`'s uses by id,
    `promises` what was decided about the times in the words, as `promises` reads it. `mark` tells one sending of the
    form from another, see `repeating.py`.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="drafts", db_index=False)
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    place = models.CharField(max_length=30, blank=True, default="", db_default="")
    state = models.CharField(max_length=10, default=WRITING)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    recipients = models.JSONField(default=dict, blank=True)
    outside = models.JSONField(default=dict, blank=True)
    seen = models.BigIntegerField(null=True)
    then = models.CharField(max_length=10, blank=True)
    then_until = models.DateTimeField(null=True)
    macros = models.JSONField(default=list, blank=True)
    promises = models.JSONField(default=dict, blank=True)
    mark = models.CharField(max_length=120, null=True)
    send_at = models.DateTimeField(null=True)
    held_for = models.CharField(max_length=20, blank=True)
    changed_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["conversation", "state"], name="draft_conversation"),
            models.Index(fields=["changed_at"], name="draft_stale"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "agent", "kind", "place"], name="draft_one", condition=Q(state=WRITING)
            ),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="draft_kind"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="draft_state"),
            models.CheckConstraint(
                condition=~Q(state__in=[LEAVING, SCHEDULED]) | Q(send_at__isnull=False), name="draft_has_its_time"
            ),
        ]

    def __str__(self) -> str:
        return f"draft {self.pk} of {self.conversation_id}"


class DraftFileQuerySet(models.QuerySet["DraftFile"]):
    def visible_to(self, agent: Agent) -> Self:
        return self.filter(draft__in=Draft.objects.visible_to(agent))


class DraftFile(models.Model):
    """A file in a draft; `path` is where the bytes are, as of an attachment. One without a draft was taken out, and
    its bytes go when nothing else needs them."""

    draft = models.ForeignKey(Draft, null=True, on_delete=models.SET_NULL, related_name="files")
    token = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    path = models.CharField(max_length=120)
    is_inline = models.BooleanField(default=False)
    cid = models.CharField(max_length=255, blank=True)
    added_at = models.DateTimeField()

    objects = DraftFileQuerySet.as_manager()

    def __str__(self) -> str:
        return f"file {self.pk} of draft {self.draft_id}"
