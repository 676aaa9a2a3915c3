"""What rings for me and what I am talking about, on every page: /chats. And whether I take chats: /chats/seat."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.backends.utils import csrf_input
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from keepword.conversations.chatting.rules import rules
from keepword.conversations.chatting.seating import screen_is_open, take_chats, take_no_chats
from keepword.conversations.models import Chat, Message
from keepword.conversations.models.chat import RINGING, RUNNING
from keepword.conversations.models.message import INBOUND
from keepword.kit import clock
from keepword.kit.reversing import address_of
from keepword.notices.choosing import is_quiet_for
from keepword.people.models import Agent
from keepword.people.permissions import REPLY
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.rendering import wants_part

MOST = 40
SAID_FOR = timedelta(seconds=20)  # who was quicker


@dataclass(frozen=True, slots=True)
class Ring:
    """A chat that somebody of us should take. `note` is the word of the colleague `given_by`, "" for a new one;
    `seconds` are left until it rings for the next."""

    number: int
    name: str
    words: str
    brand: str
    language: str
    given_by: str
    note: str
    seconds: int
    address: str
    taking: str


@dataclass(frozen=True, slots=True)
class Tab:
    """A chat of mine. `waiting_since` None: they have my answer; `due_at`, when it is due, None without a target.
    `given_to`: whom it is offered to, "" for nobody."""

    number: int
    name: str
    unread: int
    waiting_since: datetime | None
    due_at: datetime | None
    address: str
    live_name: str
    given_to: str


@dataclass(frozen=True, slots=True)
class Gone:
    """A chat that rang for me, or that I offered, and that a colleague has now."""

    number: int
    name: str
    by: str


@for_agents
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    """The parts of a page that know of chats, as a fragment; or a page of its own, for who has no script: looking at
    it is the sign that they are there, which an open stream is for everybody else."""
    is_part = wants_part(request)
    if not is_part:
        screen_is_open(request.user)
    context = strip_of(request.user) | {"form_token": csrf_input(request)}
    if not is_part:
        context = surroundings(request, section="chats") | context
    response = render(request, "web/chats/_parts.html" if is_part else "web/chats/show.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def strip_of(agent: Agent) -> dict[str, object]:
    chats = list(_known_to(agent)[:MOST]) if agent.may(REPLY) else []
    ringing = [one for one in chats if _rings_for(one, agent=agent)]
    running = [one for one in chats if one.conversation.assignee_id == agent.pk]
    unread = _unread(running, agent=agent)
    return {
        "takes_chats": agent.takes_chats,
        "agent_id": agent.pk,
        "chat_rings": [_ring(one) for one in ringing],
        "chat_tabs": [_tab(one, unread=unread[one.conversation_id]) for one in running],
        "chat_gone": [_gone(one) for one in chats if _is_gone(one, agent=agent)],
        "chat_is_loud": bool(ringing) and rules().has_sound and not is_quiet_for(agent, at=clock.now()),
    }


def _known_to(agent: Agent) -> QuerySet[Chat]:
    """Mine, what rings for me or for all of whom I am one, and what somebody took a moment ago; the longest running
    first."""
    teams = agent.teams.values("id")
    for_all = Q(rings_for=None) & (Q(rings_team=None) | Q(rings_team__in=teams)) & ~Q(given_by=agent.pk)
    rings = Q(state=RINGING) & (Q(rings_for=agent.pk) | for_all)
    taken = Q(state=RUNNING, taken_at__gt=clock.now() - SAID_FOR)
    others = rings | taken if agent.takes_chats else Q(pk=None)
    known = Chat.objects.visible_to(agent).live().filter(others | Q(conversation__assignee=agent.pk))
    people = "conversation__contact", "conversation__inbox__brand", "note", "given_by", "rings_for", "rings_team"
    return known.select_related(*people, "conversation__assignee").order_by("began_at", "conversation_id")


def _rings_for(chat: Chat, *, agent: Agent) -> bool:
    return chat.state == RINGING and chat.conversation.assignee_id != agent.pk


def _is_gone(chat: Chat, *, agent: Agent) -> bool:
    return chat.state == RUNNING and chat.conversation.assignee_id != agent.pk and agent.pk in chat.tried


def _gone(chat: Chat) -> Gone:
    conversation = chat.conversation
    by = conversation.assignee.name if conversation.assignee else ""
    return Gone(conversation.pk, name=conversation.contact.name, by=by)


def _ring(chat: Chat) -> Ring:
    conversation, until = chat.conversation, chat.rings_until
    address = address_of("web:conversation", conversation.pk)
    return Ring(
        number=conversation.pk,
        name=conversation.contact.name,
        words=conversation.preview,
        brand=conversation.inbox.brand.name,
        language=conversation.language,
        given_by=chat.given_by.name if chat.given_by else "",
        note=chat.note.text if chat.note and chat.given_by_id else "",
        seconds=max(0, round((until - clock.now()).total_seconds())) if until else 0,
        address=address,
        taking=address_of("web:chat-taking", conversation.pk),
    )


def _tab(chat: Chat, *, unread: int) -> Tab:
    conversation = chat.conversation
    return Tab(
        number=conversation.pk,
        name=conversation.contact.name,
        unread=unread,
        waiting_since=conversation.waiting_since,
        due_at=conversation.due_at,
        address=address_of("web:conversation", conversation.pk),
        live_name=f"conversation-{conversation.pk}",
        given_to=str(chat.rings_for or chat.rings_team or "") if chat.state == RINGING else "",
    )


def _unread(chats: list[Chat], *, agent: Agent) -> Counter[int]:
    """What came since I had it before my eyes."""
    if not chats:
        return Counter()
    rows = Message.objects.visible_to(agent).filter(
        conversation__in=[one.conversation_id for one in chats], kind=INBOUND
    )
    newer = Q()
    for one in chats:
        newer |= Q(conversation=one.conversation_id, id__gt=one.read_to)
    counted = rows.filter(newer).order_by().values(number=F("conversation_id")).annotate(count=Count("id"))
    return Counter({row["number"]: row["count"] for row in counted})


@for_agents(may=REPLY)
@require_POST
def seat(request: AgentRequest) -> HttpResponse:
    """`takes` is "yes" or "no"."""
    agent = request.user
    if request.POST.get("takes") == "yes":
        take_chats(agent, by=agent.as_actor)
    else:
        take_no_chats(agent, by=agent.as_actor)
    back = request.META.get("HTTP_REFERER", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if is_ours else reverse("web:home"))
