"""Old notices go."""

from datetime import timedelta

from django.db import transaction

from keepword.kit import clock
from keepword.notices.counting import hold, recount
from keepword.notices.models import Notice

KEPT = timedelta(days=90)
AT_ONCE = 5000


def forget_old() -> int:
    """Run by the schedule, some thousands at a time. Returns how many went."""
    old = Notice.objects.filter(at__lt=clock.now() - KEPT).order_by("at")  # house: deleted, not shown
    found = list(old.values_list("id", "agent_id")[:AT_ONCE])
    with transaction.atomic():
        held = hold({agent for _, agent in found})
        count, _ = Notice.objects.filter(pk__in=[number for number, _ in found]).delete()  # house: as above
        recount(held.values())
    return count
