"""What an organisation wants to know besides, and what it knows."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from keepword.brands.models import Brand
from keepword.conversations.models.conversation import Conversation
from keepword.people.models import Company, Contact

CONTACT, COMPANY, CONVERSATION = "contact", "company", "conversation"
ABOUT = (CONTACT, COMPANY, CONVERSATION)
KINDS = ("text", "long_text", "number", "date", "yes_no", "choice", "choices", "url", "email", "phone")


HAS_NUMBER, HAS_DAY = Q(number__isnull=False), Q(day__isnull=False)


class OwnFieldQuerySet(models.QuerySet["OwnField"]):
    def in_use(self) -> Self:
        return self.filter(retired_at__isnull=True)

    def in_order(self) -> Self:
        return self.order_by("about", "place", "id")


class OwnField(models.Model):
    """`about` what it is, see ABOUT; `key` is its word in macros, files and the API, and never changes, like `kind`
    (see `fields/kinds.py`). `choices` are words. `brand` is the only one that asks for it, None for all. Retired ones
    are asked and shown no more; what is known stays."""

    about = models.CharField(max_length=12)
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10)
    hint = models.CharField(max_length=200, blank=True)
    choices = models.JSONField(default=list, blank=True)
    is_required = models.BooleanField(default=False)
    brand = models.ForeignKey(Brand, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    objects = OwnFieldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["about", "key"], name="own_field_key"),
            models.UniqueConstraint(
                "about", Lower("name"), condition=Q(retired_at__isnull=True), name="own_field_name"
            ),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="own_field_kind"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(key=""), name="own_field_named"),
        ]

    def __str__(self) -> str:
        return self.name


class FieldValue(models.Model):
    """One value of one field of one row; several for several choices. `text` as it is read, `key` as it is compared
    (folded), `number` and `day` as they are sorted, for kinds that have them."""

    field = models.ForeignKey(OwnField, on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    company = models.ForeignKey(Company, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    conversation = models.ForeignKey(
        Conversation, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    text = models.TextField()
    key = models.CharField(max_length=200)
    number = models.DecimalField(max_digits=21, decimal_places=6, null=True)
    day = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["field", "key", "id"], name="field_value_by_key"),
            models.Index(fields=["field", "number", "id"], name="field_value_by_number", condition=HAS_NUMBER),
            models.Index(fields=["field", "day", "id"], name="field_value_by_day", condition=HAS_DAY),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "field", "key"], name="field_value_of_contact", condition=Q(contact__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["company", "field", "key"], name="field_value_of_company", condition=Q(company__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["conversation", "field", "key"],
                name="field_value_of_conversation",
                condition=Q(conversation__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"value {self.pk} of field {self.field_id}"
