"""A long file that is to be taken into a list, while it is looked at and done."""

from typing import Self

from django.db import models
from django.db.models import Q

from keepword.people.models.agent import Agent

READING, TRYING, TRIED, DOING, DONE, CANCELLED = "reading", "trying", "tried", "doing", "done", "cancelled"
STATES = [READING, TRYING, TRIED, DOING, DONE, CANCELLED]


class ListFileQuerySet(models.QuerySet["ListFile"]):
    def visible_to(self, agent: Agent) -> Self:
        """Whoever brought it, and nobody else: what it would change was looked up with their eyes."""
        return self.filter(by=agent)


class ListFile(models.Model):
    """`into` is the word of the list in addresses, `columns` those that the file has. `language` is in which words its
    wrong lines are told, `read_as` the encoding that was guessed, "" when it said so itself. `reached` is the last
    line that the present round looked at, `counts` how many lines there are ("lines"), by what they would do ("add",
    "change", "same", "wrong"), and what was done ("added", "changed", "left"). `form` is the mark of the form, so that
    a second press brings it once."""

    into = models.CharField(max_length=30)
    by = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField(db_index=True)
    language = models.CharField(max_length=20)
    read_as = models.CharField(max_length=40, blank=True)
    columns = models.JSONField(default=list)
    form = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default=READING)
    reached = models.BigIntegerField(default=0)
    counts = models.JSONField(default=dict)
    ended_at = models.DateTimeField(null=True)

    objects = ListFileQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["by", "-id"], name="list_file_by")]
        constraints = [
            models.UniqueConstraint(fields=["by", "form"], name="list_file_once"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="list_file_state"),
        ]

    def __str__(self) -> str:
        return f"file {self.pk} for {self.into}"

    @property
    def is_at_work(self) -> bool:
        return self.state in (READING, TRYING, DOING)


class ListLine(models.Model):
    """One line, until it is done. `number` as an editor counts, `cells` in the order of the file's columns, `key` a
    digest of what tells it from others of the list. `act`, `column`, `why`, `words` and `changes` are what a trial
    found (`Tried`); the last two only of as many as a page shows."""

    file = models.ForeignKey(ListFile, on_delete=models.CASCADE, related_name="lines", db_index=False)
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=32)
    cells = models.JSONField()
    act = models.CharField(max_length=10, blank=True)
    column = models.CharField(max_length=100, blank=True)
    why = models.TextField(blank=True)
    words = models.TextField(blank=True)
    changes = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["key", "file"], name="list_line_key")]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="list_line_once")]

    def __str__(self) -> str:
        return f"line {self.number} of file {self.file_id}"
