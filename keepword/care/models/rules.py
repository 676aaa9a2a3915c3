"""What may be given here, by whom, and how much."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from keepword.care.budgets import Limits
from keepword.people.models import Role, Team
from keepword.people.permissions import BUILT_IN, OWN

REFUND, DISCOUNT, CREDIT, REPLACEMENT = "refund", "discount", "credit", "replacement"
COMES_WITH = (REFUND, DISCOUNT, CREDIT, REPLACEMENT)
LONGEST_PERIOD = 3660  # days
LONGEST_WAIT = 7 * 24  # hours


class GiftRules(models.Model):
    """One row; without it nothing can be given. `currency`: ISO 4217. `customer_days`, `agent_days`: the periods of
    the limits, back from now. `answer_hours`: so long an approval may wait before everybody is told again. `reasons`:
    own ones, besides those that come with us. `team` carries out in the shop what was given, None for whoever gave
    it."""

    is_on = models.BooleanField(default=False)
    currency = models.CharField(max_length=3, default="EUR")
    customer_days = models.PositiveSmallIntegerField(default=30)
    agent_days = models.PositiveSmallIntegerField(default=30)
    answer_hours = models.PositiveSmallIntegerField(default=4)
    reasons = models.JSONField(default=list, blank=True)
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="gift_rules_are_one"),
            models.CheckConstraint(
                condition=Q(customer_days__gte=1, customer_days__lte=LONGEST_PERIOD)
                & Q(agent_days__gte=1, agent_days__lte=LONGEST_PERIOD),
                name="gift_rules_periods",
            ),
            models.CheckConstraint(
                condition=Q(answer_hours__gte=1, answer_hours__lte=LONGEST_WAIT), name="gift_rules_wait"
            ),
        ]

    def __str__(self) -> str:
        return f"gifts in {self.currency}"

    @property
    def wait(self) -> timedelta:
        return timedelta(hours=self.answer_hours)


class GiftKindQuerySet(models.QuerySet["GiftKind"]):
    def offered(self) -> Self:
        return self.filter(is_on=True)

    def in_order(self) -> Self:
        return self.order_by("place", "id")


class GiftKind(models.Model):
    """`key` is one of COMES_WITH, or "" for one of our own: then it has a `name`. `words` are for the customer, by
    language (a tag); where one is missing, those that come with us are used."""

    key = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=60, blank=True)
    is_on = models.BooleanField(default=True)
    place = models.PositiveSmallIntegerField(default=100)
    words = models.JSONField(default=dict, blank=True)

    objects = GiftKindQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(key__in=COMES_WITH, name="") | (Q(key="") & ~Q(name="")), name="gift_kind_named"
            ),
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="gift_kind_key"),
            models.UniqueConstraint(Lower("name"), condition=~Q(name=""), name="gift_kind_name"),
        ]

    def __str__(self) -> str:
        return self.name or self.key


class GiftLimit(models.Model):
    """Of a built-in `role`, or of an own one. Amounts in smallest units of the rules' currency; null is "no limit",
    0 "not at all". A role without a row gives nothing by itself."""

    role = models.CharField(max_length=20)
    own_role = models.ForeignKey(Role, null=True, on_delete=models.CASCADE, related_name="+")
    for_one = models.BigIntegerField(null=True)
    per_customer = models.BigIntegerField(null=True)
    per_agent = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=sorted(BUILT_IN), own_role__isnull=True) | Q(role=OWN, own_role__isnull=False),
                name="gift_limit_role",
            ),
            models.UniqueConstraint(fields=["role"], condition=Q(own_role__isnull=True), name="gift_limit_once"),
            models.UniqueConstraint(fields=["own_role"], name="gift_limit_own_once"),
            models.CheckConstraint(
                condition=(Q(for_one=None) | Q(for_one__gte=0))
                & (Q(per_customer=None) | Q(per_customer__gte=0))
                & (Q(per_agent=None) | Q(per_agent__gte=0)),
                name="gift_limit_amounts",
            ),
        ]

    def __str__(self) -> str:
        return f"limit of {self.role} {self.own_role_id or ''}".strip()

    @property
    def limits(self) -> Limits:
        return Limits(self.for_one, self.per_customer, self.per_agent)
