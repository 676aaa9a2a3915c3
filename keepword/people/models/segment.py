"""Groups of contacts that somebody named. They lie below the work, so that views may ask for them; who is in them is
found out in the room `segments`."""

from typing import Self

from django.db import models
from django.db.models import Q

from keepword.people.models.agent import Agent
from keepword.people.models.contact import Contact


class SegmentQuerySet(models.QuerySet["Segment"]):
    def in_use(self) -> Self:
        return self.filter(retired_at__isnull=True)


class Segment(models.Model):
    """`conditions` as JSON, see `segments/rules.py`; without any, only who was put in by hand is in it. `key` is the
    name as it is compared (folded). `size`: how many are in it. `followed_at`: what happened until then is counted.
    `walked_to`: the contact up to whom everybody was looked at just now, None while nobody does; `walked_at` when that
    was done last, None until everybody was looked at once."""

    name = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    conditions = models.JSONField()
    made_by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    size = models.PositiveIntegerField(default=0)
    followed_at = models.DateTimeField()
    walked_to = models.BigIntegerField(null=True)
    walked_at = models.DateTimeField(null=True)

    objects = SegmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], name="segment_named_once", condition=Q(retired_at__isnull=True)),
            models.CheckConstraint(condition=~Q(name="") & ~Q(key=""), name="segment_named"),
        ]

    def __str__(self) -> str:
        return self.name


class SegmentMember(models.Model):
    """Who is in it, and since when."""

    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    since_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["segment", "contact"], name="segment_member_once")]

    def __str__(self) -> str:
        return f"contact {self.contact_id} in segment {self.segment_id}"


class SegmentChoice(models.Model):
    """Somebody said by hand that a contact is in it, or is not (`is_in`), whatever the conditions say."""

    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    is_in = models.BooleanField()
    by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["segment", "contact"], name="segment_choice_once")]

    def __str__(self) -> str:
        return f"contact {self.contact_id} and segment {self.segment_id}"
