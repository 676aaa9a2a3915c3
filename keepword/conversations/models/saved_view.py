"""Lists that somebody keeps."""

from typing import Self

from django.db import models
from django.db.models import Q

from keepword.people.models import Agent, Team
from keepword.people.permissions import MANAGE_VIEWS

SORTS = ("newest", "oldest", "waiting", "due", "snoozed")
BY_OWN = "own:"  # "own:7" and "own:7:down": by the own field 7, see views/by_own.py


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, agent: Agent) -> Self:
        """One's own, everybody's and those of one's teams. Who manages views sees every team's, and nobody's private
        ones but their own."""
        shared = Q(owner__isnull=True)
        if not agent.may(MANAGE_VIEWS):
            shared &= Q(team__isnull=True) | Q(team__in=Team.objects.filter(agents=agent))
        return self.filter(shared | Q(owner=agent))

    def of_desk(self, agent: Agent) -> Self:
        """What stands beside the lists: without the views of teams that the agent only manages."""
        theirs = Q(team__isnull=True) | Q(team__in=Team.objects.filter(agents=agent))
        return self.filter(Q(owner=agent) | (Q(owner__isnull=True) & theirs), retired_at__isnull=True)

    def in_use(self) -> Self:
        return self.filter(retired_at__isnull=True)

    def in_order(self) -> Self:
        return self.order_by("place", "name", "id")


class SavedView(models.Model):
    """`owner` is whose it is alone, `team` which team's; neither for everybody's. `conditions` as JSON, see
    `views/rules.py`; `place` is where it stands among the others."""

    name = models.CharField(max_length=80)
    # With a team or an agent go their views: without them they would be everybody's.
    owner = models.ForeignKey(Agent, null=True, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="+")
    conditions = models.JSONField()
    sort = models.CharField(max_length=30, default="newest")
    place = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(owner__isnull=True) | Q(team__isnull=True), name="saved_view_of_one"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_view_named"),
            models.CheckConstraint(condition=Q(sort__in=SORTS) | Q(sort__startswith=BY_OWN), name="saved_view_sort"),
        ]

    def __str__(self) -> str:
        return self.name

    def may_be_changed_by(self, agent: Agent) -> bool:
        """Private ones by their owner, the others by who manages views."""
        return self.owner_id == agent.pk if self.owner_id else agent.may(MANAGE_VIEWS)
