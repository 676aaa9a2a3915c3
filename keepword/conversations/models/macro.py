"""Words and acts that are wanted again and again."""

from typing import Self

from django.db import models
from django.db.models import Q

from keepword.people.models import Agent, Team
from keepword.people.permissions import MANAGE_MACROS


class MacroQuerySet(models.QuerySet["Macro"]):
    def visible_to(self, agent: Agent) -> Self:
        """One's own, everybody's and those of one's teams. An administrator sees every team's, and nobody's private
        ones but their own."""
        shared = Q(owner__isnull=True)
        if not agent.is_administrator:
            shared &= Q(team__isnull=True) | Q(team__in=Team.objects.filter(agents=agent))
        return self.filter(shared | Q(owner=agent))

    def in_use(self) -> Self:
        return self.filter(retired_at__isnull=True)


class Macro(models.Model):
    """`owner` is whose it is alone, `team` which team's; neither for everybody's. `actions` as JSON:
    [{"do": "tag", "to": "refund"}], see `macros/actions.py`. `last_used_at` is None while nobody used it."""

    name = models.CharField(max_length=120)
    folder = models.CharField(max_length=80, blank=True)
    # With a team or an agent go their macros: without them they would be everybody's.
    owner = models.ForeignKey(Agent, null=True, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="+")
    actions = models.JSONField(default=list, blank=True)
    use_count = models.PositiveIntegerField(default=0)
    last_used_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    objects = MacroQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(owner__isnull=True) | Q(team__isnull=True), name="macro_of_one"),
            models.CheckConstraint(condition=~Q(name=""), name="macro_named"),
        ]

    def __str__(self) -> str:
        return self.name

    def may_be_changed_by(self, agent: Agent) -> bool:
        """Private ones by their owner, the others by whoever manages macros (and sees them)."""
        return self.owner_id == agent.pk if self.owner_id else agent.may(MANAGE_MACROS)


class MacroText(models.Model):
    """The words in one language, BCP 47, with variables and marks as they were written."""

    macro = models.ForeignKey(Macro, on_delete=models.CASCADE, related_name="texts", db_index=False)
    language = models.CharField(max_length=20)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["macro", "language"], name="macro_text_once"),
            models.CheckConstraint(condition=~Q(text=""), name="macro_text_says_something"),
        ]

    def __str__(self) -> str:
        return f"text {self.pk} of macro {self.macro_id}"


class MacroFile(models.Model):
    """A file that goes along. `path` is where the bytes are, as of an attachment."""

    macro = models.ForeignKey(Macro, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    path = models.CharField(max_length=120)

    def __str__(self) -> str:
        return f"file {self.pk} of macro {self.macro_id}"
