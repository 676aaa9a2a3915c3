"""Give what arrives to somebody, once, however many workers look at it."""

from collections import Counter
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Count, Q

from keepword.conversations.assigning import assign
from keepword.conversations.changing import lock, tell
from keepword.conversations.models import Capacity, Conversation, Routing
from keepword.conversations.models.chat import CHAT
from keepword.conversations.models.conversation import OPEN
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.conversations.models.routing import BY_LOAD, NOBODY
from keepword.conversations.routing.choosing import Candidate, Choice, choose
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from keepword.hours.in_force import of_version
from keepword.hours.spans import is_open
from keepword.kit import clock
from keepword.kit.prepared import Prepared
from keepword.people.models import Agent
from keepword.people.permissions import REPLY


def route(event: Event) -> None:
    """Reaction to what makes a conversation wait for somebody: it began, was opened again, was given to a team, or
    is no spam after all. Nothing where neither its team nor its inbox routes, or somebody holds it."""
    route_all([event])


@transaction.atomic
def route_all(events: Sequence[Event]) -> None:
    """Many in one transaction, in their order. Where nothing is routed that costs one query for all of them."""
    routed = ROUTED()
    inboxes, by_team = {inbox for inbox, _ in routed}, any(team for _, team in routed)
    causes = {event.conversation_id: event for event in events if by_team or event.inbox_id in inboxes}
    if not causes:
        return
    everywhere = Conversation.objects.all()  # house: for the system, in any inbox
    found = everywhere.in_bulk([number for number in causes if number])
    for number, cause in causes.items():
        if number in found and found[number].assignee_id is None and not _rings(found[number], cause=cause):
            give(found[number], cause=cause)


def _rings(conversation: Conversation, *, cause: Event) -> bool:
    """A live chat rings instead, see `chatting/`; what nobody took is given like anything else."""
    return conversation.channel == CHAT and cause.name != "chat.unanswered"


def routing_of(conversation: Conversation) -> Routing | None:
    """Its team's, else its inbox's."""
    rows = Routing.objects.filter(Q(inbox=conversation.inbox_id) | Q(team__isnull=False, team=conversation.team_id))
    ways = sorted(rows.exclude(way=NOBODY), key=lambda one: one.team_id is None)
    return ways[0] if ways else None


@transaction.atomic
def give(conversation: Conversation, *, cause: Event | None = None) -> Choice | None:
    """The fact says why it was this agent. None when nobody can take it: it stays where all see it."""
    # All capacities are held first, in one order: who is next, and how much they hold, changes with every gift, in
    # whatever inbox.
    capacities = {one.agent_id: one for one in Capacity.objects.order_by("agent_id").select_for_update()}
    lock(conversation)
    routing = routing_of(conversation)
    if routing is None or conversation.status != OPEN or conversation.assignee_id is not None:
        return None
    chosen = choose(
        _candidates(conversation, routing=routing, capacities=capacities),
        by_load=routing.way == BY_LOAD,
        language=conversation.language if routing.minds_language else "",
        skill=routing.skill,
    )
    if chosen is None:
        return None
    told = tell(
        conversation,
        "conversation.routed",
        by=SYSTEM,
        cause=cause,
        to=chosen.agent_id,
        why=list(chosen.why),
        load=chosen.load,
        language=conversation.language,
        skill=routing.skill,
    )
    assign(conversation, to=Agent.objects.get(pk=chosen.agent_id), by=SYSTEM, cause=told)
    Capacity.objects.filter(agent=chosen.agent_id).update(given_at=clock.now())
    return chosen


def _candidates(conversation: Conversation, *, routing: Routing, capacities: dict[int, Capacity]) -> list[Candidate]:
    """Agents who were set up to be given something, are of the team that routes, see the inbox, may reply, and are
    there."""
    able = Agent.objects.active().filter(id__in=capacities).select_related("business_hours").order_by("id")
    agents = [
        agent
        for agent in (able.filter(teams=routing.team_id) if routing.team_id else able)
        if agent.may(REPLY)
        and not capacities[agent.pk].is_away
        and _sees(agent, inbox_id=conversation.inbox_id)
        and _is_at_work(agent)
    ]
    loads = _loads([agent.pk for agent in agents])
    return [
        Candidate(
            agent.pk,
            load=loads[agent.pk],
            most=capacities[agent.pk].most,
            languages=tuple(agent.languages),
            skills=tuple(capacities[agent.pk].skills),
            given_at=capacities[agent.pk].given_at,
        )
        for agent in agents
    ]


def _sees(agent: Agent, *, inbox_id: int) -> bool:
    ids = visible_inbox_ids(agent)
    return ids is None or inbox_id in ids


def _is_at_work(agent: Agent) -> bool:
    """By their own hours; who has none is always there but when they say that they are away."""
    hours = agent.business_hours
    return hours is None or is_open(of_version(hours.current_id).hours, clock.now())


def _loads(agent_ids: list[int]) -> Counter[int]:
    """How many open conversations each holds, in whatever inbox."""
    held = Conversation.objects.filter(assignee__in=agent_ids, status=OPEN)  # house: counted, not shown
    counted = held.order_by().values_list("assignee_id").annotate(count=Count("id"))
    return Counter({number: count for number, count in counted if number})


ROUTED = Prepared(lambda: Routing.objects.exclude(way=NOBODY).values_list("inbox_id", "team_id"))
