"""One purchase, as its shop tells of it."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from keepword.kit.money import Money
from keepword.people.models import Contact

PLACED, PAID, SHIPPED, DELIVERED = "placed", "paid", "shipped", "delivered"
CANCELLED, REFUNDED = "cancelled", "refunded"
STATES = [PLACED, PAID, SHIPPED, DELIVERED, CANCELLED, REFUNDED]
SPENT = [PAID, SHIPPED, DELIVERED]  # their money is ours in these, and stays


class OrderQuerySet(models.QuerySet["Order"]):
    def visible_to(self, people: models.QuerySet[Contact] | None) -> Self:
        """`people` are those whom the agent may know, None for everybody, see `conversations/contacts.py`: the only
        door to orders for a person. Orders of nobody yet are seen by whoever may know everybody."""
        return self if people is None else self.filter(contact__in=people)

    def newest_first(self) -> Self:
        return self.order_by("-placed_at", "-id")


class Order(models.Model):
    """`shop` tells shops apart that count alike, "" where there is one; `key` is the number as it is compared, see
    `numbers.py`. `address` is whose order the shop says it is, "" when it did not say; `contact` is that person, None
    while nobody is known. `total` counts the smallest unit of `currency`; `refunded` is what of it was given back, of
    an order that stands: in the state REFUNDED all was. `told_at` is the shop's own time of the newest word that we
    took from it: older ones change nothing."""

    shop = models.CharField(max_length=60, blank=True, default="")
    number = models.CharField(max_length=60)
    key = models.CharField(max_length=60)
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    address = models.CharField(max_length=320, blank=True, default="")
    state = models.CharField(max_length=10, default=PLACED)
    placed_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    shipped_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    refunded_at = models.DateTimeField(null=True)
    currency = models.CharField(max_length=3)
    total = models.BigIntegerField(default=0)
    refunded = models.BigIntegerField(default=0, db_default=0)
    tracking_url = models.CharField(max_length=1000, blank=True, default="")
    page_url = models.CharField(max_length=1000, blank=True, default="")
    told_at = models.DateTimeField()
    made_at = models.DateTimeField()

    objects = OrderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "shop"], name="order_once"),
            models.CheckConstraint(condition=~Q(key=""), name="order_has_number"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="order_state"),
            models.CheckConstraint(condition=Q(total__gte=0), name="order_total"),
            models.CheckConstraint(condition=Q(refunded__gte=0, refunded__lte=F("total")), name="order_refunded"),
        ]
        indexes = [
            models.Index(fields=["contact", "-placed_at", "-id"], name="order_contact"),
            models.Index(fields=["-placed_at", "-id"], name="order_newest"),
        ]

    def __str__(self) -> str:
        return f"order {self.pk}"

    @property
    def money(self) -> Money:
        return Money(self.total, self.currency)

    @property
    def given_back(self) -> Money | None:
        """What was refunded of an order that stands; None for nothing, and where all of it was."""
        return Money(self.refunded, self.currency) if self.refunded and self.state != REFUNDED else None

    @property
    def state_at(self) -> datetime:
        """When it came to stand as it stands; when it was placed, where the shop did not say."""
        at: datetime | None = getattr(self, f"{self.state}_at")
        return at or self.placed_at


class OrderLine(models.Model):
    """So many of one thing. `price` is of one, in the smallest unit of the order's currency; None when not told."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    name = models.CharField(max_length=300, blank=True)
    sku = models.CharField(max_length=100, blank=True, default="")
    quantity = models.PositiveIntegerField(default=1)
    price = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(quantity__gte=1), name="order_line_quantity")]

    def __str__(self) -> str:
        return f"line {self.pk} of order {self.order_id}"
