"""Who is given what arrives."""

from django.db import models
from django.db.models import Q

from keepword.conversations.models.inbox import Inbox
from keepword.people.models import Agent, Team

NOBODY, IN_TURN, BY_LOAD = "", "in_turn", "by_load"
WAYS = [NOBODY, IN_TURN, BY_LOAD]


class Routing(models.Model):
    """How an inbox gives new conversations to the agents who see it; or a team, which comes first, what is given to it
    to its own members. Without a row, or with `way` "", nobody is given any. `minds_language`: whoever answers in the
    customer's language comes first. `skill`: only who has it, "" for everybody."""

    inbox = models.OneToOneField(Inbox, null=True, on_delete=models.CASCADE, related_name="+")
    team = models.OneToOneField(Team, null=True, on_delete=models.CASCADE, related_name="+")
    way = models.CharField(max_length=10, blank=True)
    minds_language = models.BooleanField(default=True)
    skill = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(way__in=WAYS), name="routing_way"),
            models.CheckConstraint(
                condition=Q(inbox__isnull=True, team__isnull=False) | Q(inbox__isnull=False, team__isnull=True),
                name="routing_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"routing of team {self.team_id}" if self.team_id else f"routing of inbox {self.inbox_id}"


class Capacity(models.Model):
    """What an agent can take. `most` open conversations at once, None for any number; `skills` are words. `is_away`:
    nothing new until they are back. `given_at`: when they were given one last, None for never."""

    agent = models.OneToOneField(Agent, on_delete=models.CASCADE, related_name="+")
    most = models.PositiveSmallIntegerField(null=True, blank=True)
    skills = models.JSONField(default=list, blank=True)
    is_away = models.BooleanField(default=False)
    given_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"capacity of agent {self.agent_id}"
