"""Is every channel answered as well as we aim at there? Read from the clocks of first answers."""

from datetime import datetime

from django.db.models import Count, Q

from keepword.conversations.models.conversation import SPAM
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.people.models import Agent
from keepword.promises.models.clock import MET, Clock
from keepword.promises.models.policy import FIRST_RESPONSE
from keepword.promises.parity import Attainment, parity


def compared(agent: Agent, *, since: datetime, at: datetime) -> list[Attainment]:
    """Of what the agent may see: the first answers that were due from `since` until `at`, the worst channel first.
    One query; who has not answered yet has not kept it, and what another policy took over counts nowhere."""
    clocks = Clock.objects.counted().filter(kind=FIRST_RESPONSE, due_at__gte=since, due_at__lt=at)
    ids = visible_inbox_ids(agent)
    if ids is not None:
        clocks = clocks.filter(conversation__inbox_id__in=ids)
    rows = clocks.exclude(conversation__status=SPAM).order_by().values_list("conversation__channel")
    counts = rows.annotate(n=Count("id"), kept=Count("id", filter=Q(outcome=MET)))
    return parity({channel: [True] * kept + [False] * (n - kept) for channel, n, kept in counts})
