"""Where the time of a conversation went, and how each target ended: /conversations/<id>/clocks."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.conversations.models import Conversation
from keepword.promises.clocks.stories import stories_of
from keepword.promises.clocks.stretches import seconds_by_turn
from keepword.promises.models import Clock, Wait
from keepword.promises.models.time_spent import PARTS
from keepword.promises.models.wait import NO_REPLY_NEEDED, REPLY, RESOLVED, SPAM
from keepword.promises.time_spent.asking import askings_of
from keepword.promises.time_spent.parting import parts_of
from keepword.web import times
from keepword.web.conversations.finding import conversation_for
from keepword.web.desk import surroundings
from keepword.web.panels.clocks import lines
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.promises.words import PART_NAMES


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the bar: from `start`, `percent` of its whole wide."""

    turn: str
    start: int
    label: str
    length: str
    percent: int


@for_agents
@require_safe
def show(request: AgentRequest, number: int) -> HttpResponse:
    conversation = conversation_for(request, number)
    reader = times.reader()
    clocks = Clock.objects.filter(conversation=conversation).select_related("policy").order_by("started_at", "id")
    context: dict[str, Any] = {
        "heading": conversation.subject or conversation.reference,
        "written_in": conversation.language,
        "back_address": reverse("web:conversation", args=[conversation.pk]),
        "parts": _parts(conversation, reader=reader),
        "clocks": [
            (clock.policy.name, line, reader.moment(clock.started_at))
            for clock, line in zip(clocks, lines(clocks, conversation=conversation, reader=reader), strict=True)
        ],
        "waits": _waits(conversation, reader=reader),
    }
    return render(request, "web/promises/clocks.html", surroundings(request) | context)


def _parts(conversation: Conversation, *, reader: times.Reader) -> list[Part]:
    askings = askings_of([conversation.pk])[conversation.pk]
    took = seconds_by_turn(parts_of(stories_of([conversation.pk])[0], askings=askings), now=reader.now)
    whole = sum(took.values())
    parts: list[Part] = []
    for turn in PARTS:
        seconds = took[turn]
        start = parts[-1].start + parts[-1].percent if parts else 0
        if seconds:
            length = times.length(seconds, reader.language)
            parts.append(Part(turn, start, str(PART_NAMES[turn]), length, max(1, round(100 * seconds / whole))))
    return parts


def _waits(conversation: Conversation, *, reader: times.Reader) -> list[tuple[Any, str, str, str]]:
    """(since, how long, how long in business time, how it ended)."""
    ends = {
        "": _("still waits"),
        REPLY: _("answered"),
        RESOLVED: _("resolved without an answer"),
        NO_REPLY_NEEDED: _("no answer needed"),
        SPAM: _("spam"),
    }
    rows = []
    for wait in Wait.objects.filter(conversation=conversation).order_by("started_at", "id"):
        seconds = wait.calendar_seconds
        if seconds is None:
            seconds = max(0, int((reader.now - wait.started_at).total_seconds()))
        business = "" if wait.business_seconds is None else times.length(wait.business_seconds, reader.language)
        rows.append(
            (
                reader.moment(wait.started_at),
                times.length(seconds, reader.language),
                business,
                ends.get(wait.ended_by, wait.ended_by),
            )
        )
    return rows
