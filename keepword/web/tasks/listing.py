"""One's own tasks and those of one's teams: /tasks. A task without a conversation is given here."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keepword.conversations.models import InternalTask
from keepword.conversations.repeating import key_of
from keepword.conversations.tasks.giving import give
from keepword.conversations.tasks.listing import GIVEN_BY_ME, MINE, MOST, NOBODYS, TEAMS, WHOSE, tasks_of
from keepword.kit import tokens
from keepword.people.models import Agent
from keepword.people.permissions import TASK
from keepword.web.care.place import place_of
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.rendering import answer
from keepword.web.tasks.form import TaskForm
from keepword.web.tasks.rows import Row, rows_of

ON_DAY = 20
LONGEST_ID = 18


@for_agents(to_change=TASK)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest) -> HttpResponse:
    """`whose` is "mine", "team", "nobody" or "given"; `state` is "done" for those; `done` the one just finished."""
    form = TaskForm(request.POST or None, agent=request.user)
    if request.method == "POST" and form.is_valid():
        mark = key_of(request.POST.get("form", ""), text=form.cleaned_data["words"])
        task = give(form.asked(), by=request.user, mark=mark)
        return redirect(address_of(MINE if task.agent_id == request.user.pk else GIVEN_BY_ME))
    whose = request.GET.get("whose", MINE)
    whose = whose if whose in WHOSE else MINE
    is_done = request.GET.get("state") == "done"
    found = list(tasks_of(request.user, whose=whose, is_done=is_done)[: MOST + 1])
    context: dict[str, Any] = surroundings(request, section="tasks") | {
        "rows": rows_of(found[:MOST], agent=request.user),
        "has_more": len(found) > MOST,
        "just_done": just_done_in(request),
        "whose": whose,
        "is_done": is_done,
        "choices": _choices(whose, is_done=is_done),
        "here": f"list:{whose}",
        "other_state": address_of(whose, is_done=not is_done),
        "form": form,
        "mark": tokens.unguessable(),
        "gifts": place_of(request.user),
    }
    page = "web/tasks/list.html"
    return answer(request, page=page, part=page, context=context, status=422 if form.is_bound else 200)


def address_of(whose: str, *, is_done: bool = False, just_done: int | None = None) -> str:
    query = {"whose": whose} | ({"state": "done"} if is_done else {})
    if just_done is not None:
        query["done"] = str(just_done)
    return f"{reverse('web:tasks')}?{urlencode(query)}"


def open_tasks_of(agent: Agent) -> list[Row]:
    """For one's day: what is one's own, the most urgent first."""
    return rows_of(tasks_of(agent, whose=MINE, is_done=False)[:ON_DAY], agent=agent)


def just_done_in(request: AgentRequest) -> Row | None:
    number = request.GET.get("done", "")
    if not (number.isascii() and number.isdigit() and len(number) <= LONGEST_ID):
        return None
    seen = InternalTask.objects.visible_to(request.user).exclude(done_at=None).with_people()
    found = rows_of(seen.filter(pk=int(number)), agent=request.user)
    return found[0] if found else None


def _choices(whose: str, *, is_done: bool) -> list[tuple[str, str, bool]]:
    words = {
        MINE: _("My tasks"),
        TEAMS: _("My team's tasks"),
        GIVEN_BY_ME: _("What I asked for"),
        NOBODYS: _("Without an owner"),
    }
    return [(name, address_of(key, is_done=is_done), key == whose) for key, name in words.items()]
