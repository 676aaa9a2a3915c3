"""What is bought adds to the counters of missions, and adds nothing once it was cancelled or given back."""

from django.db.models import Sum

from keepword.brands.mission.counting import settle
from keepword.brands.models import ITEM, ORDER, Counter
from keepword.commerce.models import Order
from keepword.commerce.models.order import CANCELLED, REFUNDED
from keepword.events.models import Event


def follow(event: Event) -> None:
    """Reaction to `order.placed` and `order.updated`, in their transaction. One query where nobody counts. Orders that
    were there before the counter do not count."""
    counters = list(Counter.objects.filter(per__in=[ITEM, ORDER]).order_by("id"))
    if not counters:
        return
    order = Order.objects.filter(pk=event.data["order"]).first()  # house: for a sum, of the fact
    if order is None:
        return
    stands = order.state not in (CANCELLED, REFUNDED)
    items = order.lines.aggregate(whole=Sum("quantity"))["whole"] or 0
    for counter in counters:
        if counter.shop in ("", order.shop) and order.made_at >= counter.made_at:
            times = items if counter.per == ITEM else 1
            settle(counter, source=f"order:{order.pk}", amount=counter.step * times if stands else 0)
