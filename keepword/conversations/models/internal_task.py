"""Something that a colleague or a team has to do, with or without a conversation."""

from typing import Self

from django.db import models
from django.db.models import Q

from keepword.conversations.models.conversation import BINNED, DELETED, Conversation
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.conversations.models.message import Message
from keepword.people.models import Agent, Team

IS_OPEN = Q(done_at__isnull=True)
NOBODY, ANOTHER_TEAM, SUPPLIER, APPROVAL = "", "team", "supplier", "approval"
AWAITED = [NOBODY, ANOTHER_TEAM, SUPPLIER, APPROVAL]
# What a customer may want to buy, why we may speak of it, and what came of it: see `opportunities/`.
UPGRADE, NEXT_PURCHASE, QUESTION, OTHER = "upgrade", "next", "question", "other"
OPPORTUNITIES = (UPGRADE, NEXT_PURCHASE, QUESTION, OTHER)
ASKED, AGREED = "asked", "agreed"
GROUNDS = (ASKED, AGREED)
BOUGHT, NOT_NOW, NOT_RIGHT, NEVER = "bought", "not_now", "not_right", "never"
OUTCOMES = (BOUGHT, NOT_NOW, NOT_RIGHT, NEVER)
IS_OPPORTUNITY = ~Q(opportunity="")


class InternalTaskQuerySet(models.QuerySet["InternalTask"]):
    def visible_to(self, agent: Agent) -> Self:
        """Those of a conversation for whoever may see it; one alone for whoever gave it, has it, or is in its team."""
        if agent.is_administrator:
            return self
        ids = visible_inbox_ids(agent)
        own = Q(by=agent) | Q(agent=agent) | Q(team__in=Team.objects.filter(agents=agent))
        of_a_conversation = Q(conversation__isnull=False) if ids is None else Q(conversation__inbox_id__in=ids)
        return self.filter(of_a_conversation | (Q(conversation__isnull=True) & own))

    def open(self) -> Self:
        return self.filter(IS_OPEN)

    def out_of_bin(self) -> Self:
        """Nobody has to do what belongs to a conversation that was deleted."""
        return self.exclude(conversation__status__in=[BINNED, DELETED])

    def mine(self, agent: Agent) -> Self:
        return self.filter(agent=agent)

    def of_my_teams(self, agent: Agent) -> Self:
        return self.filter(team__in=Team.objects.filter(agents=agent))

    def with_people(self) -> Self:
        people = ("agent__own_role", "team", "by__own_role", "done_by")
        return self.select_related(*people, "conversation__inbox", "conversation__contact", "conversation__assignee")


class InternalTask(models.Model):
    """`agent` or `team` owns it; neither does when its owner left. `about` is the newest message when it was given:
    when that goes to another conversation, so does the task. `is_raised`: the customer was told that it would be
    raised, and hears `result`. `is_due_told`: its time came and that was told. `mark` tells one sending of the form
    from another. `awaits`: whom the conversation waits for until it is done, "" for nobody: it is our own work.
    `opportunity` is what the customer may want to buy, "" for every other task; `ground` whether they asked or agreed;
    `outcome` what came of it, "" while it is open."""

    conversation = models.ForeignKey(
        Conversation, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    about = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    words = models.TextField()
    agent = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    given_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    is_due_told = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    is_raised = models.BooleanField(default=False)
    result = models.TextField(blank=True)
    awaits = models.CharField(max_length=10, default=NOBODY, db_default=NOBODY, blank=True)
    mark = models.CharField(max_length=120, null=True)
    opportunity = models.CharField(max_length=10, blank=True, default="", db_default="")
    ground = models.CharField(max_length=10, blank=True, default="", db_default="")
    outcome = models.CharField(max_length=10, blank=True, default="", db_default="")

    objects = InternalTaskQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["conversation", "id"], name="internal_task_conv", condition=Q(conversation__isnull=False)
            ),
            models.Index(fields=["about"], name="internal_task_about", condition=Q(about__isnull=False)),
            models.Index(fields=["agent", "due_at", "id"], name="internal_task_agent", condition=IS_OPEN),
            models.Index(fields=["team", "due_at", "id"], name="internal_task_team", condition=IS_OPEN),
            models.Index(fields=["due_at"], name="internal_task_due", condition=IS_OPEN & Q(is_due_told=False)),
            models.Index(fields=["team", "given_at", "id"], name="internal_task_sales", condition=IS_OPPORTUNITY),
            models.Index(fields=["-done_at", "-id"], name="internal_task_done", condition=Q(done_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(awaits__in=AWAITED), name="internal_task_awaits"),
            # Nobody is offered anything who neither asked nor agreed.
            models.CheckConstraint(
                condition=Q(opportunity="", ground="", outcome="")
                | Q(
                    opportunity__in=OPPORTUNITIES,
                    ground__in=GROUNDS,
                    outcome__in=["", *OUTCOMES],
                    conversation__isnull=False,
                ),
                name="internal_task_opportunity",
            ),
            models.UniqueConstraint(fields=["mark"], name="internal_task_once", condition=Q(mark__isnull=False)),
            models.CheckConstraint(
                condition=Q(agent__isnull=True) | Q(team__isnull=True), name="internal_task_one_owner"
            ),
            models.CheckConstraint(
                condition=Q(is_raised=False) | Q(conversation__isnull=False),
                name="internal_task_raised_for_a_customer",
            ),
        ]

    def __str__(self) -> str:
        return f"task {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.done_at is None
