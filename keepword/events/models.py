"""Facts and the work that follows from them."""

from django.db import models
from django.db.models import Q

from keepword.events.waking import OUTSIDE

Work = list[tuple[str, list[int]]]  # names of reactions, in their order, and the ids of the facts for each


class Event(models.Model):
    """One thing that happened. Append-only: never changed, never deleted but with the person it is about."""

    name = models.CharField(max_length=60)
    at = models.DateTimeField()
    # Ids, not foreign keys: what happened stands below what it happened to, and outlives it.
    conversation_id = models.BigIntegerField(null=True)
    inbox_id = models.BigIntegerField(null=True)
    message_id = models.BigIntegerField(null=True)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    cause = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["conversation_id", "id"], name="event_conversation"),
            models.Index(fields=["name", "at"], name="event_name_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(actor_kind__in=["agent", "contact", "rule", "system"]), name="event_actor_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"


class TaskQuerySet(models.QuerySet["Task"]):
    def dead(self) -> "TaskQuerySet":
        """Those that were given up; a person must look at them."""
        return self.filter(dead_at__isnull=False)

    def alive(self) -> "TaskQuerySet":
        return self.filter(dead_at__isnull=True)


class Task(models.Model):
    """One fact for one reaction, from the commit until the reaction succeeded: then the row is gone.

    `place` says which workers run it, see `waking.py`. What works in our own database only waits in a `Bundle` first,
    and has a row here once it failed.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    reaction = models.CharField(max_length=120)
    place = models.CharField(max_length=10, default=OUTSIDE)
    run_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    first_failed_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)
    dead_at = models.DateTimeField(null=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        indexes = [
            # Claiming is a walk of a few steps: dead tasks are not in it, later ones stand behind, done ones are gone.
            models.Index(fields=["place", "run_at", "id"], name="task_waiting", condition=Q(dead_at__isnull=True)),
            models.Index(fields=["-dead_at"], name="task_dead", condition=Q(dead_at__isnull=False)),
        ]
        constraints = [models.UniqueConstraint(fields=["event", "reaction"], name="task_once")]

    def __str__(self) -> str:
        return f"{self.reaction} of {self.event_id}"


class Bundle(models.Model):
    """Tasks of one transaction that work in our own database only and were never tried: one row for all of them.

    `work` is a list, because PostgreSQL does not keep the order of an object. What is done is crossed off, and with
    the last the row is gone. `size` is how many tasks are left.
    """

    work = models.JSONField()
    size = models.PositiveIntegerField()
    run_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["run_at", "id"], name="bundle_waiting")]

    def __str__(self) -> str:
        return f"{self.size} tasks of {self.run_at}"

    @property
    def facts(self) -> set[int]:
        """Ids of events."""
        return {fact for _, facts in self.work for fact in facts}

    def facts_for(self, reaction: str) -> list[int]:
        """In the order in which they happened."""
        return [fact for name, facts in self.work if name == reaction for fact in facts]

    def without(self, reaction: str) -> Work:
        """What is left when this is done."""
        return [(name, facts) for name, facts in self.work if name != reaction]


def size_of(work: Work) -> int:
    """How many tasks that is."""
    return sum(len(facts) for _, facts in work)


class AuditEntry(models.Model):
    """Who saw, changed, took out or tried what. The database itself refuses to change a row, and to delete one that is
    younger than a year (migration 0003). It holds ids, names of fields and numbers, never a word of anybody.

    `event_id` is the fact that it repeats, None for what is no fact; `address` the network address of who signs in,
    "" otherwise; `hour` the hour in which a conversation or a contact was seen, None otherwise; `contact_id` stands
    for what was seen alone.
    """

    name = models.CharField(max_length=60)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    event_id = models.BigIntegerField(null=True)
    conversation_id = models.BigIntegerField(null=True)
    inbox_id = models.BigIntegerField(null=True)
    contact_id = models.BigIntegerField(null=True)
    address = models.CharField(max_length=45, blank=True)
    hour = models.DateTimeField(null=True)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_newest"),
            models.Index(fields=["actor_id", "-at", "-id"], name="audit_actor"),
            models.Index(fields=["name", "-at", "-id"], name="audit_name"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["actor_id", "conversation_id", "hour"],
                condition=Q(hour__isnull=False),
                name="audit_seen_once_an_hour",
            ),
            models.UniqueConstraint(
                fields=["actor_id", "contact_id", "hour"],
                condition=Q(contact_id__isnull=False),
                name="audit_contact_once_an_hour",
            ),
            models.CheckConstraint(
                condition=Q(actor_kind__in=["agent", "contact", "rule", "system"]), name="audit_actor_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"
