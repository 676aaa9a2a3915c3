"""What was erased, how long things are kept, and what is kept longer."""

from django.db import models
from django.db.models import Q

from keepword.brands.models import Brand
from keepword.conversations.models import Conversation, Inbox, Tag
from keepword.people.models import Agent, Contact


class Erasure(models.Model):
    """That a person was erased, when and by whom, and how much: never who it was. `by` is None for the command line.
    `counts` is by kind: "addresses", "conversations", "messages", "files", "elsewhere" (messages in conversations of
    others), "mails", "promises", "answers" (words about our help),
    "gifts" (words about what they were given). `ended_at` is None while it goes on; `phase` and `reached` say where
    it is, see `erasing.py`."""

    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    phase = models.PositiveSmallIntegerField(default=0)
    reached = models.BigIntegerField(default=0)
    by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    counts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"erasure of contact {self.contact_id}"


RESOLVED, SPAM, FILES, PEOPLE, MAILS, AUDIT = "resolved", "spam", "files", "people", "mails", "audit"
WHATS = [RESOLVED, SPAM, FILES, PEOPLE, MAILS, AUDIT]
OF_INBOXES = [RESOLVED, SPAM, FILES, MAILS]  # such rules may be for one brand or one inbox
IN_MONTHS = [RESOLVED, FILES, PEOPLE]  # `after` counts months; of the others, days


class RetentionRule(models.Model):
    """How long `what` is kept: `after` so many months or days (see IN_MONTHS) it is deleted. For one inbox, for one
    brand, or everywhere (both None); the narrowest that is switched on counts. What wears one of `kept_tags` is kept.
    `starts_at` is when it begins to delete, None while it is switched off. `reached` is the last id that the present
    round looked at, None between rounds; `passed_at` when the last round ended."""

    what = models.CharField(max_length=10)
    after = models.PositiveIntegerField()
    brand = models.ForeignKey(Brand, null=True, on_delete=models.CASCADE, related_name="+")
    inbox = models.ForeignKey(Inbox, null=True, on_delete=models.CASCADE, related_name="+")
    kept_tags = models.ManyToManyField(Tag, related_name="+", blank=True)
    by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    starts_at = models.DateTimeField(null=True)
    reached = models.BigIntegerField(null=True)
    passed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["what"], condition=Q(brand=None, inbox=None), name="retention_once"),
            models.UniqueConstraint(
                fields=["what", "brand"], condition=Q(brand__isnull=False), name="retention_once_a_brand"
            ),
            models.UniqueConstraint(
                fields=["what", "inbox"], condition=Q(inbox__isnull=False), name="retention_once_an_inbox"
            ),
            models.CheckConstraint(condition=Q(what__in=WHATS), name="retention_what"),
            models.CheckConstraint(condition=Q(after__gte=1), name="retention_after"),
            models.CheckConstraint(condition=Q(brand=None) | Q(inbox=None), name="retention_one_scope"),
        ]

    def __str__(self) -> str:
        return f"retention rule {self.pk}"

    @property
    def is_on(self) -> bool:
        return self.starts_at is not None


class RetentionRun(models.Model):
    """The report of one round of a rule that deleted something: `counts` by kind, never a word. The rule may have
    changed since, or be gone: `what` and `after` are those of then. `ended_at` is None while it goes on."""

    rule = models.ForeignKey(RetentionRule, null=True, on_delete=models.SET_NULL, related_name="+")
    what = models.CharField(max_length=10)
    after = models.PositiveIntegerField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"retention run {self.pk}"


class Hold(models.Model):
    """A conversation is kept whatever the rules say, because a court, an authority or a quarrel asks for it. `reason`
    is for colleagues. `ended_at` is None while it holds."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation"], condition=Q(ended_at=None), name="hold_once"),
        ]

    def __str__(self) -> str:
        return f"hold {self.pk}"
