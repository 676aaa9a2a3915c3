"""Something of value that a customer got, or that somebody asked to give them."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from keepword.care.models.rules import GiftKind
from keepword.conversations.models import Conversation, Inbox, InternalTask
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.people.models import Agent, Contact

ASKED, GIVEN, DECLINED, WITHDRAWN, TAKEN_BACK = "asked", "given", "declined", "withdrawn", "taken_back"
STATES = [ASKED, GIVEN, DECLINED, WITHDRAWN, TAKEN_BACK]
WAS_GIVEN = Q(state=GIVEN)
TO_DO = Q(state=GIVEN, carried_out_at__isnull=True)


class GiftQuerySet(models.QuerySet["Gift"]):
    def visible_to(self, agent: Agent) -> Self:
        ids = visible_inbox_ids(agent)
        return self if ids is None else self.filter(inbox_id__in=ids)

    def given(self) -> Self:
        """What stands: not what was asked for, nor what was taken back."""
        return self.filter(WAS_GIVEN)

    def asked(self) -> Self:
        return self.filter(state=ASKED)

    def to_carry_out(self) -> Self:
        return self.filter(TO_DO)

    def about(self, conversation: Conversation) -> Self:
        """Also what was given where it was before a merge."""
        return self.filter(Q(conversation=conversation) | Q(conversation__merged_into=conversation))

    def with_people(self) -> Self:
        people = ("by", "decided_by", "taken_back_by", "carried_out_by")
        return self.select_related(*people, "kind", "conversation", "contact")


class Gift(models.Model):
    """`amount` in smallest units of `currency`; of a replacement its value. `reason` is a key or an own reason of the
    rules, `note` more about it in free words. "asked" until somebody else decides; "given" counts; `is_alone`: it was
    within the limits of whoever gave it. `word` is what the one who decided said, `why` why it was taken back (or a
    wish withdrawn). `carried_out_at` is when it was done in the shop, None while it is to be done; `task` reminds of
    that. `remind_at`: when those who may decide are told again. `mark` tells one sending of the form from another.
    `inbox` as it was then."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+", db_index=False)
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.ForeignKey(GiftKind, on_delete=models.PROTECT, related_name="+", db_index=False)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=80)
    note = models.TextField(blank=True)
    order_number = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10)
    is_alone = models.BooleanField(default=False)
    by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)
    word = models.TextField(blank=True)
    remind_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    taken_back_at = models.DateTimeField(null=True)
    why = models.TextField(blank=True)
    carried_out_by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    carried_out_at = models.DateTimeField(null=True)
    task = models.ForeignKey(InternalTask, null=True, on_delete=models.SET_NULL, related_name="+")
    mark = models.CharField(max_length=120, null=True)

    objects = GiftQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["conversation", "id"], name="gift_conversation"),
            models.Index(fields=["contact", "given_at"], name="gift_contact"),
            models.Index(fields=["by", "given_at"], name="gift_by", condition=Q(is_alone=True)),
            models.Index(fields=["remind_at"], name="gift_asked", condition=Q(state=ASKED)),
            models.Index(fields=["given_at", "id"], name="gift_to_do", condition=TO_DO),
            models.Index(fields=["-given_at", "-id"], name="gift_given", condition=WAS_GIVEN),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="gift_amount"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="gift_state"),
            # The same person twice would be no second pair of eyes.
            models.CheckConstraint(condition=~Q(decided_by=F("by")), name="gift_two_people"),
            models.CheckConstraint(
                condition=Q(state__in=[GIVEN, TAKEN_BACK], given_at__isnull=False)
                | Q(state__in=[ASKED, DECLINED, WITHDRAWN], given_at=None),
                name="gift_given_at",
            ),
            models.CheckConstraint(condition=Q(remind_at=None) | Q(state=ASKED), name="gift_remind_at"),
            models.UniqueConstraint(fields=["mark"], name="gift_once", condition=Q(mark__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"gift {self.pk}"
