"""What a contact has bought so far, in figures: cheap to ask of many at once."""

from django.db import models

from keepword.commerce.models.order import Order
from keepword.kit.money import Money
from keepword.people.models import Contact


class Customer(models.Model):
    """One row for each contact that has an order or is a member; none for others. Written in the same transaction as
    what it counts, see `counting.py`. `orders` counts those that were not cancelled; `last_order_at` and `last_state`
    are of the newest of all, None and "" without one. `tier`, `points` and `programme` are of the membership that was
    told of last, "" and None without one. What was spent is in `Spending`."""

    contact = models.OneToOneField(Contact, primary_key=True, on_delete=models.PROTECT, related_name="+")
    orders = models.PositiveIntegerField(default=0)
    first_order_at = models.DateTimeField(null=True)
    last_order_at = models.DateTimeField(null=True)
    last_order = models.ForeignKey(Order, null=True, on_delete=models.SET_NULL, related_name="+")
    last_state = models.CharField(max_length=10, blank=True, default="")
    programme = models.CharField(max_length=100, blank=True, default="")
    tier = models.CharField(max_length=60, blank=True, default="")
    points = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["first_order_at", "contact"], name="customer_first_order"),
            models.Index(fields=["last_order_at", "contact"], name="customer_last_order"),
            models.Index(fields=["orders", "contact"], name="customer_orders"),
            models.Index(fields=["tier", "contact"], name="customer_tier"),
        ]

    def __str__(self) -> str:
        return f"customer {self.contact_id}"


class Spending(models.Model):
    """What one contact spent in one currency, in its smallest unit: orders that are paid and neither cancelled nor
    given back, without what was given back of them; no row for nothing. Currencies are never added up: a rate of today
    says nothing of a purchase of last year."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+", db_index=False)
    currency = models.CharField(max_length=3)
    minor = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "currency"], name="spending_once")]
        indexes = [models.Index(fields=["currency", "minor", "contact"], name="spending_most")]

    def __str__(self) -> str:
        return f"spending of contact {self.contact_id}"

    @property
    def money(self) -> Money:
        return Money(self.minor, self.currency)
