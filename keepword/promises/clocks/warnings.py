"""Tell in time that something will be late, and at once that it is: run by the schedule.

The instants are those of the clocks, never those of this job: run late it tells what was missed with its own time, run
twice it tells once, and not run for a week it changes no outcome.
"""

from django.db import transaction

from keepword.conversations.changing import lock_all
from keepword.conversations.models import Conversation
from keepword.events import log
from keepword.kit import clock as time
from keepword.promises.clocks.clocks import next_at, untold
from keepword.promises.clocks.escalating import escalate
from keepword.promises.clocks.steps import BREACH
from keepword.promises.models import Clock

AT_ONCE = 200  # clocks in one go


def warn_due() -> int:
    """Returns how many warnings and breaches were told."""
    due = Clock.objects.filter(next_at__lte=time.now()).order_by("next_at").values_list("id", "conversation_id")
    return sum(_tell(number, conversation_id=of) for number, of in list(due[:AT_ONCE]))


@transaction.atomic
def _tell(number: int, *, conversation_id: int) -> int:
    """Under a lock, so that two jobs at one moment tell once. The conversation goes first, as for whoever answers in
    it meanwhile and stops this clock."""
    lock_all([conversation_id])
    clock = Clock.objects.select_for_update(of=("self",)).select_related("policy").filter(pk=number).first()
    now = time.now()
    if clock is None or clock.next_at is None or clock.next_at > now:
        return 0
    conversation = Conversation.objects.get(pk=clock.conversation_id)
    due = [(share, at) for share, at in untold(clock) if at <= now]
    clock.told = [*clock.told, *(share for share, _ in due)]
    clock.next_at = next_at(clock)
    Clock.objects.filter(pk=clock.pk).update(told=clock.told, next_at=clock.next_at)
    for share, at in due:
        event = log.record(
            "clock.breached" if share == BREACH else "clock.warned",
            conversation_id=conversation.pk,
            inbox_id=conversation.inbox_id,
            kind=clock.kind,
            policy=clock.policy_id,
            started_at=clock.started_at.isoformat(),
            since=clock.since.isoformat(),
            share=share,
            at=at.isoformat(),
        )
        if clock.is_running:
            escalate(conversation, policy=clock.policy, share=share, cause=event)
    return len(due)
