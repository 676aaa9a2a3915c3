"""One's own day on one calm page: /day; and the conversation to open now: /next."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from keepword.conversations.models.conversation import OPEN, SNOOZED, WAITING
from keepword.conversations.views.listing import page_of
from keepword.conversations.views.meaning import zone_of
from keepword.conversations.views.next_best import next_best
from keepword.conversations.views.rules import BEFORE, IS, ME, Rule
from keepword.kit import clock
from keepword.people.models import Agent
from keepword.principles.reading import is_unread
from keepword.promises.models import Promise
from keepword.web import times
from keepword.web.care.place import place_of
from keepword.web.conversations.empty import EMPTY
from keepword.web.conversations.rows import COLUMNS, Row, printed
from keepword.web.desk import inbox_address, surroundings
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.promises.choosing import owed_by
from keepword.web.promises.ledger import row_of
from keepword.web.tasks.listing import just_done_in, open_tasks_of
from keepword.web.teamwork.mentions import unread_mentions

MOST = 20  # of a kind: more than that is no day


@dataclass(frozen=True, slots=True)
class Section:
    title: str | Words
    rows: list[Row]
    all_address: str


@for_agents
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    sections = [
        Section(_("Due today"), _rows(request, (OPEN, WAITING), "due"), inbox_address("mine") + "?sort=due"),
        Section(_("Back today"), _rows(request, (SNOOZED,), "snoozed"), inbox_address("snoozed")),
    ]
    promises, mentions = _promised(request.user), unread_mentions(request.user)
    tasks, gifts = open_tasks_of(request.user), place_of(request.user)
    waiting = gifts.waiting if gifts else ""
    has_more = promises or mentions or tasks or waiting
    context: dict[str, Any] = surroundings(request, section="day") | {
        "sections": [one for one in sections if one.rows],
        "promises": promises,
        "mentions": mentions,
        "tasks": tasks,
        "gifts_waiting": waiting,
        "is_unread": is_unread(request.user),
        "just_done": just_done_in(request),
        "here": "day",
        "root": reverse("web:conversation", args=[0])[:-1],
        "empty": None if has_more or any(one.rows for one in sections) else EMPTY["day"],
        "all_promises": reverse("web:promises") + "?owed=mine",
    }
    return render(request, "web/conversations/day.html", context)


def _rows(request: AgentRequest, statuses: tuple[str, ...], moment: str) -> list[Row]:
    """The agent's own of which the moment lies before tomorrow, what is overdue included."""
    theirs, until = Rule("assignee", IS, (ME,)), Rule(moment, BEFORE, (_tomorrow(request.user),))
    asked = (Rule("status", IS, statuses), theirs, until)
    found = page_of(asked, sort=moment, agent=request.user, cursor=None, columns=COLUMNS, limit=MOST)
    return printed(found.rows, agent_id=request.user.pk)


def _tomorrow(agent: Agent) -> str:
    return (clock.now().astimezone(zone_of(agent)) + timedelta(days=1)).date().isoformat()


def _promised(agent: Agent) -> list[Any]:
    """What they promised and did not do yet, due before tomorrow."""
    zone = zone_of(agent)
    midnight = (clock.now().astimezone(zone) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    theirs = Promise.objects.visible_to(agent).open().filter(owed_by(agent), due_at__lt=midnight)
    found = theirs.order_by("due_at", "id").select_related("contact", "made_by", "conversation__assignee")[:MOST]
    reader = times.reader()
    return [row_of(promise, reader=reader) for promise in found]


@for_agents
@require_safe
def following(request: AgentRequest) -> HttpResponse:
    """Never the conversation from whose page it was asked for."""
    found = next_best(request.user, but=[_open_now(request)])
    return redirect("web:conversation", found) if found else redirect("web:day")


def _open_now(request: AgentRequest) -> int:
    came_from = re.search(r"/conversations/(\d{1,18})(?:[?#]|$)", request.headers.get("Referer", ""))
    return int(came_from[1]) if came_from else 0
