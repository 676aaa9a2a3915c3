"""What is no customer: the marks, who is kept out, and what was learnt."""

from django.db import models
from django.db.models import Q

from keepword.conversations.models.conversation import Conversation
from keepword.conversations.models.inbox import Inbox, visible_inbox_ids
from keepword.people.models import Agent

BY_SOMEBODY, LEARNT, ADDRESS, DOMAIN = "somebody", "learnt", "address", "domain"
WHYS = [BY_SOMEBODY, LEARNT, ADDRESS, DOMAIN]


class SpamMark(models.Model):
    """The last time that a conversation was marked. `why`: somebody said so, it reads like other spam, or its sender
    or their whole domain is kept out. `share` is how sure it was, in hundredths, with the `words` of the customer that
    weighed most; 0 and none when nothing was weighed. `was`, `until`, `resolved_at`, `newest`: the status that it had
    and its newest message, so that it can be put back. `ended_at`: when the mark was taken away."""

    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    why = models.CharField(max_length=10, default=BY_SOMEBODY)
    share = models.PositiveSmallIntegerField(default=0)
    words = models.JSONField(default=list, blank=True)
    was = models.CharField(max_length=10, blank=True)
    until = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    newest = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-at"], name="spam_by_itself", condition=~Q(why=BY_SOMEBODY))]
        constraints = [models.CheckConstraint(condition=Q(why__in=WHYS), name="spam_mark_why")]

    def __str__(self) -> str:
        return f"spam mark of conversation {self.conversation_id}"


class BlockedSenderQuerySet(models.QuerySet["BlockedSender"]):
    def visible_to(self, agent: Agent) -> "BlockedSenderQuerySet":
        """Those of the inboxes that the agent sees; those of the whole house for whoever sees all of them, because
        they may have been met in any."""
        ids = visible_inbox_ids(agent)
        return self if ids is None else self.filter(inbox__in=ids)


class BlockedSender(models.Model):
    """Whose mail to this inbox goes to spam whatever it says; `inbox` None is the whole house. `value` is a folded
    address, or a domain without an "@". `times`: how often it kept something out there, `last_at` when last. An inbox
    has rows of its own, though the house or another one has the same value: nobody sees by their own list what stands
    on another."""

    value = models.CharField(max_length=320)
    inbox = models.ForeignKey(Inbox, null=True, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    at = models.DateTimeField()
    times = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(null=True)

    objects = BlockedSenderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["value", "inbox"], name="blocked_in_inbox"),
            models.UniqueConstraint(fields=["value"], name="blocked_in_house", condition=Q(inbox=None)),
        ]

    def __str__(self) -> str:
        return f"blocked sender {self.pk}"

    @property
    def is_domain(self) -> bool:
        return "@" not in self.value


class SpamMemory(models.Model):
    """One row: what all processes must know to see that what they hold is old. `version` grows with every lesson and
    every change of who is kept out; `origin` tells this history from that of another database. `lessons` by language:
    [spam, not spam]. `is_on`: what was learnt is used."""

    origin = models.CharField(max_length=64)
    version = models.BigIntegerField(default=0)
    lessons = models.JSONField(default=dict)
    is_on = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"spam memory at {self.version}"


class SpamWeight(models.Model):
    """In how many lessons of each kind a term was met. The id is the term's number, see `spam/weighing.py`: no word
    can be read off it."""

    id = models.PositiveIntegerField(primary_key=True)
    spam = models.PositiveIntegerField(default=0)
    good = models.PositiveIntegerField(default=0)
    version = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"spam weight {self.pk}"


class SpamLesson(models.Model):
    """What was learnt from a conversation, so that it can be unlearnt. `terms` are the numbers of its terms, four
    bytes each."""

    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="+")
    is_spam = models.BooleanField()
    language = models.CharField(max_length=20, blank=True)
    terms = models.BinaryField()

    def __str__(self) -> str:
        return f"spam lesson of conversation {self.conversation_id}"
