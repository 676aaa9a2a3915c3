"""For whom what is not solved waits right now. A handful of queries; none reads a row of what is solved."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, Q

from keepword.conversations.models import Aside, Conversation, InternalTask
from keepword.conversations.models.aside import ASKED
from keepword.conversations.models.conversation import OPEN, SNOOZED, WAITING
from keepword.conversations.models.internal_task import NOBODY
from keepword.people.models import Agent
from keepword.promises.models.time_spent import ANOTHER_TEAM, ASIDE, CUSTOMER, SUPPLIER, WE
from keepword.promises.time_spent.parting import ORDER

UNSOLVED = [OPEN, WAITING, SNOOZED]


def standing(agent: Agent) -> Counter[str]:
    """How many conversations that the agent may see wait for each part."""
    seen = Conversation.objects.visible_to(agent).filter(status__in=UNSOLVED)
    counts: Counter[str] = Counter()
    waited = Q(waiting_since__isnull=False)
    rows = seen.order_by().values_list("status").annotate(all=Count("id"), waited=Count("id", filter=waited))
    for status, every, those_waited in rows:
        counts[_own(status, is_waited=True)] += those_waited
        counts[_own(status, is_waited=False)] += every - those_waited
    for one in _with_others(agent):
        counts[one.own] -= 1
        counts[one.whom] += 1
    return +counts


class _Asked(NamedTuple):
    """An open conversation in which somebody else was asked: the part in which it would be without that, and whom."""

    number: int
    own: str
    whom: str


def _with_others(agent: Agent) -> Iterable[_Asked]:
    """One for each conversation. What is open is few."""
    place = ("conversation_id", "conversation__status", "conversation__waiting_since")
    tasks = InternalTask.objects.visible_to(agent).open().out_of_bin().exclude(awaits=NOBODY)
    rows = list(tasks.filter(conversation__status__in=UNSOLVED).values_list(*place, "awaits"))
    asides = Aside.objects.visible_to(agent).filter(state=ASKED, conversation__status__in=UNSOLVED)
    told = asides.values_list(*place, "is_internal")
    rows += [(number, status, since, ANOTHER_TEAM if inside else SUPPLIER) for number, status, since, inside in told]
    asked = [_Asked(number, _own(status, is_waited=since is not None), whom) for number, status, since, whom in rows]
    return {one.number: one for one in sorted(asked, key=lambda one: -ORDER.index(one.whom))}.values()


def _own(status: str, *, is_waited: bool) -> str:
    if status == SNOOZED:
        return ASIDE
    return WE if is_waited else CUSTOMER
