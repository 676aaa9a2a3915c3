"""What one shift tells the next."""

from typing import Self

from django.db import models
from django.db.models import Q

from keepword.conversations.models.conversation import Conversation
from keepword.people.models import Agent, Team


class HandOverQuerySet(models.QuerySet["HandOver"]):
    def visible_to(self, agent: Agent) -> Self:
        """A team's hand-overs are for its members and for whoever wrote them; those without a team are for all. The
        conversations that they name have a door of their own."""
        if agent.is_administrator:
            return self
        teams = Team.objects.filter(agents=agent)
        return self.filter(Q(team__isnull=True) | Q(team__in=teams) | Q(by=agent))

    def waiting(self) -> Self:
        """Not yet taken over, the oldest first."""
        return self.filter(taken_at__isnull=True).order_by("at", "id")

    def waiting_for(self, agent: int) -> Self:
        """Not yet taken over, and meant for this agent: for everybody or for a team of theirs, by somebody else."""
        theirs = Q(team__isnull=True) | Q(team__in=Team.objects.filter(agents=agent))
        return self.waiting().filter(theirs).exclude(by=agent)


class HandOver(models.Model):
    """A note between shifts: what is still open, who waits for what. Every page of the desk points to it until
    somebody of the next shift takes it over."""

    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()
    conversations = models.ManyToManyField(Conversation, related_name="+", blank=True)
    taken_by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    taken_at = models.DateTimeField(null=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["at", "id"], name="hand_over_waiting", condition=Q(taken_at__isnull=True)),
            models.Index(fields=["-at", "-id"], name="hand_over_newest"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="hand_over_says_something")]

    def __str__(self) -> str:
        return f"hand-over {self.pk}"
