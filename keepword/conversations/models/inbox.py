"""Where customers' words arrive."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from keepword.brands.models import Brand
from keepword.hours.models import BusinessHours
from keepword.people.models import Agent, Team


class InboxQuerySet(models.QuerySet["Inbox"]):
    def visible_to(self, agent: Agent) -> "InboxQuerySet":
        """Inboxes without teams are open to all agents, the others to the members of their teams; an administrator
        sees all."""
        if agent.is_administrator:
            return self
        return self.filter(Q(teams__isnull=True) | Q(teams__in=agent.teams.all())).distinct()


class Inbox(models.Model):
    """An address of a brand. What arrives here belongs here: look-ups never leave an inbox.

    `takes_tags`: mail to "help+anything@" arrives here as well, so that answers may carry an address of their own.
    """

    name = models.CharField(max_length=120)
    address = models.EmailField(max_length=254)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="+")
    teams = models.ManyToManyField(Team, related_name="+", blank=True)
    takes_tags = models.BooleanField(default=False)
    business_hours = models.ForeignKey(
        BusinessHours, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = InboxQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("address"), name="inbox_address")]

    def __str__(self) -> str:
        return self.name


def visible_inbox_ids(agent: Agent) -> list[int] | None:
    """The ids of the inboxes that the agent may see, None for all of them. Asked once for each request (kept on the
    agent that the request loaded), so that lists need no join to decide."""
    known: dict[str, list[int] | None] = agent.__dict__.setdefault("_visible_inbox_ids", {})
    if "ids" not in known:
        known["ids"] = None if agent.is_administrator else _ids_unless_all(agent)
    return known["ids"]


def _ids_unless_all(agent: Agent) -> list[int] | None:
    if not Inbox.objects.filter(teams__isnull=False).exists():
        return None
    return list(Inbox.objects.visible_to(agent).values_list("id", flat=True))
