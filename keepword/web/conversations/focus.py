"""One conversation at a time, and nothing else: /focus."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.conversation import OPEN
from keepword.conversations.models.message import REPLY
from keepword.conversations.noting import note
from keepword.conversations.views.next_best import next_best
from keepword.events.auditing import saw
from keepword.kit import clock
from keepword.kit.once_sent import once_sent
from keepword.notices import focusing
from keepword.notices.reading import read_in
from keepword.people.models import Agent
from keepword.people.permissions import NOTE
from keepword.web.conversations import composer
from keepword.web.conversations.conversation import context_of
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, demand, for_agents

KEPT = "focus"  # in the session, so that it survives a reload, and ends with the browser's own sign-in
MOST_PASSED = 100
LONGEST = 300


@dataclass
class Focus:
    """`now` is the conversation that is open, 0 for none; `passed` those that were passed over. `answered` is how many
    answers were written when it ended, None while it goes on."""

    since: str
    now: int = 0
    passed: list[int] = field(default_factory=list)
    has_clock: bool = True
    answered: int | None = None


@for_agents
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest) -> HttpResponse:
    """`do` is "begin", "next", "skip" (with a `reason`, which becomes a note), "clock" or "end"."""
    if request.method == "POST":
        _do(request, do=request.POST.get("do", ""))
        return redirect("web:focus")
    focus = _kept(request)
    found = _current(request.user, focus) if focus and focus.answered is None else None
    if focus is None or found is None:
        return _nothing(request, focus)
    if found.pk != focus.now:
        focus.now = found.pk
        _keep(request, focus)
    read_in(found.pk, by=request.user)
    context = surroundings(request) | context_of(request, found, composed=composer.empty()) | {"focus": focus}
    shown = render(request, "web/conversations/focus.html", context | {"answered": _answered(request.user, focus)})
    return once_sent(shown, partial(saw, agent=request.user.pk, conversation=found.pk, inbox=found.inbox_id))


def _nothing(request: AgentRequest, focus: Focus | None) -> HttpResponse:
    """Before it begins, after it ended, and when nothing is left."""
    answered = 0 if focus is None else _answered(request.user, focus) if focus.answered is None else focus.answered
    context = surroundings(request, section="focus") | {"focus": focus, "answered": answered}
    return render(request, "web/conversations/focus_over.html", context)


def _do(request: AgentRequest, *, do: str) -> None:
    focus = _kept(request)
    if do == "begin":
        focusing.begin(request.user)
        _keep(request, Focus(since=clock.now().isoformat()))
    elif focus is None or focus.answered is not None:
        return
    elif do == "end":
        focusing.end(request.user)
        focus.answered = _answered(request.user, focus)
        _keep(request, focus)
    elif do == "clock":
        focus.has_clock = not focus.has_clock
        _keep(request, focus)
    elif do in ("next", "skip"):
        _pass_over(request, focus)


def _pass_over(request: AgentRequest, focus: Focus) -> None:
    """It comes no more in this round; why is for colleagues who open it then. Pressed twice, the second finds nothing
    open: the next one comes with the page."""
    if not focus.now:
        return
    reason = request.POST.get("reason", "").strip()[:LONGEST]
    if reason:
        demand(request, NOTE)
        found = Conversation.objects.visible_to(request.user).filter(pk=focus.now).first()
        if found is not None:
            note(found, text=reason, by=request.user)
    focus.passed = [*focus.passed, focus.now][-MOST_PASSED:]
    focus.now = 0
    _keep(request, focus)


def _current(agent: Agent, focus: Focus) -> Conversation | None:
    """The one that is open while it still wants something, else the next."""
    rows = Conversation.objects.visible_to(agent).with_people()
    here = rows.filter(pk=focus.now, status=OPEN).first()
    if here is not None and here.assignee_id in (None, agent.pk):
        return here
    number = next_best(agent, but=focus.passed)
    return rows.filter(pk=number).first() if number else None


def _answered(agent: Agent, focus: Focus) -> int:
    """Replies that they wrote since it began."""
    since = datetime.fromisoformat(focus.since)
    theirs = Message.objects.visible_to(agent).filter(agent=agent, kind=REPLY, at__gte=since)
    return theirs.count()


def _kept(request: AgentRequest) -> Focus | None:
    kept: dict[str, Any] | None = request.session.get(KEPT)
    return Focus(**kept) if kept else None


def _keep(request: AgentRequest, focus: Focus) -> None:
    request.session[KEPT] = vars(focus).copy()
