"""How many are unread stands on the agent's own row, so that no page asks for it."""

from collections.abc import Iterable

from django.db.models import Count

from keepword.notices.models import Notice
from keepword.people.models import Agent


def hold(agent_ids: Iterable[int]) -> dict[int, Agent]:
    """Those who work here still, in one order and until the transaction ends: whoever changes their notices counts
    them, and two at one moment count in turn. Nobody who points to an agent waits for it."""
    rows = Agent.objects.active().filter(pk__in=list(agent_ids)).order_by("pk").select_for_update(no_key=True)
    return {one.pk: one for one in rows}


def recount(agents: Iterable[Agent]) -> None:
    """Inside the transaction that holds them."""
    agents = list(agents)
    rows = Notice.objects.listed().unread().filter(agent__in=agents)  # house: counted, not shown
    counted = dict(rows.order_by().values_list("agent_id").annotate(count=Count("id")))
    for agent in agents:
        count = counted.get(agent.pk, 0)
        if agent.unread_notices != count:
            Agent.objects.filter(pk=agent.pk).update(unread_notices=count)
            agent.unread_notices = count
