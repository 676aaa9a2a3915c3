"""How we serve: /how-we-serve, and who has read it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from keepword.brands.models import Organisation
from keepword.insight.goals import standing
from keepword.kit import clock
from keepword.kit.markdown import render as formed
from keepword.people.models import Agent
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.principles.entrusting import care
from keepword.principles.models import CSAT, DOUBT, FIRST_ANSWERS, PROMISE, PROMISES_KEPT, RULES, Goal
from keepword.principles.reading import Part, is_unread, mark_read, parts_for, read_at, readers
from keepword.web import times
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.paging import paged

TITLES = {PROMISE: _("What our customers can count on"), RULES: _("Our rules"), DOUBT: _("When in doubt")}
FIGURES = {
    FIRST_ANSWERS: _("First answers in time"),
    PROMISES_KEPT: _("Promises kept"),
    CSAT: _("Happy customers (CSAT)"),
}


@dataclass(frozen=True, slots=True)
class ShownPart:
    part: Part
    title: str
    html: SafeString | str
    text: str
    when: SafeString | str


@dataclass(frozen=True, slots=True)
class ShownGoal:
    """`share` and `target` are of 100; None where no figure measures it, or nothing happened yet."""

    goal: Goal
    figure: str
    share: int | None
    n: int
    by: str
    is_new: bool
    is_over: bool
    is_reached: bool


@for_agents
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    agent, reader = request.user, times.reader()
    house = Organisation.objects.values_list("language", flat=True).first() or "en"
    parts = parts_for(agent, language=get_language() or "en", house_language=house.lower())
    shown = [_shown(one, reader=reader) for one in parts]
    may_write = agent.may(MANAGE_SETTINGS)
    pager = paged(request, readers() if may_write else [])
    context: dict[str, Any] = surroundings(request, section="principles") | {
        "first": shown[0],
        "others": shown[1:],
        "goals": _goals(agent, reader=reader),
        "is_unread": is_unread(agent),
        "seen_at": reader.now.isoformat(),
        "may_write": may_write,
        "care": care() if may_write else None,
        "readers": pager.rows,
        "pager": pager,
        "moment": reader.moment,
        "long_day": times.day,
    }
    return render(request, "web/principles/show.html", context)


def _shown(part: Part, *, reader: times.Reader) -> ShownPart:
    words = formed(part.text)
    when = reader.long_date(part.at) if part.at else ""
    html = mark_safe(words.html)  # noqa: S308  cleaned by kit/markdown.py
    return ShownPart(part, str(TITLES[part.name]), html, words.text, when)


def _goals(agent: Agent, *, reader: times.Reader) -> list[ShownGoal]:
    """A figure that several goals have is asked once."""
    goals, read = list(Goal.objects.standing()), read_at(agent)
    found = {one: standing(one, agent=agent, at=clock.now()) for one in {goal.figure for goal in goals} if one}
    shown = []
    for goal in goals:
        where = found.get(goal.figure)
        share = None if where is None or where.share is None else int(where.share * 100)
        shown.append(
            ShownGoal(
                goal,
                figure=str(FIGURES[goal.figure]) if goal.figure else "",
                share=share,
                n=where.n if where else 0,
                by=_day(goal.by_on),
                is_new=read is None or goal.changed_at > read,
                is_over=goal.by_on is not None and goal.by_on < reader.today,
                is_reached=share is not None and share >= (goal.target or 0),
            )
        )
    return shown


def _day(on: date | None) -> str:
    return f"{times.day(on)} {on.year}" if on else ""


@for_agents
@require_POST
def reading(request: AgentRequest) -> HttpResponse:
    """`seen_at`: when the page was made."""
    try:
        seen_at = parse_datetime(request.POST.get("seen_at", ""))
    except ValueError:
        seen_at = None
    mark_read(request.user, seen_at=seen_at if seen_at and seen_at.tzinfo else None)
    return redirect("web:how-we-serve")
