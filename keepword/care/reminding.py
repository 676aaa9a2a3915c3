"""Nobody answered what was asked: everybody who may is told again, also who came to it since."""

from django.db import transaction

from keepword.care.approvers import approvers_for
from keepword.care.arranging import rules_as_set
from keepword.care.models import Gift
from keepword.care.telling import WAITING, tell
from keepword.events.actor import SYSTEM
from keepword.kit import clock

AT_ONCE = 100


def remind_due() -> int:
    """Run by the schedule. Who may say yes is asked anew: the first ones may be away, or gone. Returns how many."""
    now = clock.now()
    due = Gift.objects.asked().filter(remind_at__lte=now).order_by("remind_at")  # house: told to who may decide
    ids = list(due.values_list("id", flat=True)[:AT_ONCE])
    return sum(_remind(number) for number in ids)


@transaction.atomic
def _remind(number: int) -> bool:
    now = clock.now()
    rows = Gift.objects.asked().filter(pk=number, remind_at__lte=now)  # house: as above
    held = rows.select_related("kind", "conversation__inbox").select_for_update(of=("self",), skip_locked=True).first()
    if held is None:
        return False
    held.remind_at = now + rules_as_set().wait
    held.save(update_fields=["remind_at"])
    to = approvers_for(held.conversation, amount=held.amount, without=held.by_id)
    tell(held, WAITING, by=SYSTEM, to=to)
    return True
