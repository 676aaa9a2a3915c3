"""Who could take a chat now? Asked by the widget before it offers one, and by the bell before it rings."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from keepword.brands.models import Brand
from keepword.conversations.catalogue import first_inbox, hours_of_channel
from keepword.conversations.chatting.rules import rules
from keepword.conversations.models import Capacity, Chat
from keepword.conversations.models.chat import CHAT, RINGING
from keepword.conversations.models.inbox import Inbox, visible_inbox_ids
from keepword.conversations.opening_hours import hours_of_inbox
from keepword.conversations.routing.choosing import Candidate
from keepword.hours.in_force import of_version
from keepword.hours.spans import is_open
from keepword.people.models import Agent
from keepword.people.permissions import REPLY

PRESENT_FOR = timedelta(seconds=150)  # after the last sign of an open screen, which comes once a minute


def somebody_takes_chats(brand: Brand, *, now: datetime) -> bool:
    """Whether a visitor of this brand would be answered by a person if they wrote at `now` (aware UTC): its chat is
    open (hours of the catalogue's entry, else of the brand's first inbox), and somebody who may see and answer it
    takes chats, has a screen open, is not away, is within their own hours and has room for one more."""
    inbox = first_inbox(brand)
    if inbox is None or not is_open_for_chats(brand, inbox=inbox, now=now):
        return False
    return any(one.has_room for one in takers(inbox.pk, now=now))


def is_open_for_chats(brand: Brand, *, inbox: Inbox, now: datetime) -> bool:
    entry = brand.channels.listed().filter(kind=CHAT).first()
    hours = hours_of_channel(entry) if entry else hours_of_inbox(inbox)
    return is_open(hours.hours, now)


def takers(inbox_id: int, *, now: datetime, team: int | None = None, but: Iterable[int] = ()) -> list[Candidate]:
    """Who takes chats of this inbox now (of this team, when one is given), with how many they hold; whether they have
    room is asked of each (`has_room`). In order of their ids."""
    seated = Agent.objects.active().filter(takes_chats=True, screen_at__gt=now - PRESENT_FOR)
    able = seated.filter(teams=team) if team else seated
    agents = [
        agent
        for agent in able.exclude(pk__in=list(but)).select_related("business_hours", "own_role").order_by("id")
        if agent.may(REPLY) and _sees(agent, inbox_id=inbox_id) and _is_at_work(agent, now=now)
    ]
    if not agents:
        return []
    return _candidates(agents)


def is_there(agent: Agent, *, now: datetime) -> bool:
    """Whether a chat may ring for this agent now, whatever they hold."""
    seen = agent.screen_at
    is_present = agent.is_active and agent.takes_chats and seen is not None and seen > now - PRESENT_FOR
    return is_present and not Capacity.objects.filter(agent=agent, is_away=True).exists()


def _candidates(agents: list[Agent]) -> list[Candidate]:
    known = {one.agent_id: one for one in Capacity.objects.filter(agent__in=agents)}
    held, most = held_by(agents), rules().most
    return [
        Candidate(
            agent.pk,
            load=held[agent.pk],
            most=agent.most_chats or most,
            languages=tuple(agent.languages),
            skills=tuple(known[agent.pk].skills) if agent.pk in known else (),
            given_at=agent.chat_rang_at,
        )
        for agent in agents
        if agent.pk not in known or not known[agent.pk].is_away
    ]


def held_by(agents: Iterable[Agent]) -> Counter[int]:
    """How many chats each holds, or has ringing for them alone."""
    ids = [agent.pk for agent in agents]
    live = Chat.objects.live().filter(Q(conversation__assignee__in=ids) | Q(rings_for__in=ids))
    pairs = live.values_list("state", "conversation__assignee_id", "rings_for_id")
    return Counter(
        number
        for state, assignee, rings_for in pairs
        for number in {assignee, rings_for if state == RINGING else None}
        if number is not None
    )


def _sees(agent: Agent, *, inbox_id: int) -> bool:
    ids = visible_inbox_ids(agent)
    return ids is None or inbox_id in ids


def _is_at_work(agent: Agent, *, now: datetime) -> bool:
    """By their own hours; who has none is there while their screen is."""
    hours = agent.business_hours
    return hours is None or is_open(of_version(hours.current_id).hours, now)
