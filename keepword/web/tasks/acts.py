"""One task: /tasks/<id>, to be changed; done, or not after all: /tasks/<id>/completion."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keepword.conversations.models import InternalTask
from keepword.conversations.tasks.concerning import also_concerned
from keepword.conversations.tasks.finishing import NoOutcome, NoResult, finish, take_up
from keepword.conversations.tasks.giving import change
from keepword.conversations.tasks.listing import MINE, WHOSE
from keepword.conversations.tasks.owning import NotForThem
from keepword.kit import tokens
from keepword.people.permissions import BULK, TASK
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.rendering import answer
from keepword.web.tasks.form import NOT_FOR_THEM, TaskForm
from keepword.web.tasks.listing import address_of
from keepword.web.tasks.rows import rows_of

LARGEST = 2**63 - 1


@for_agents(to_change=TASK)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    task = task_for(request, number)
    form = TaskForm(request.POST or None, agent=request.user, conversation=task.conversation, task=task)
    if request.method == "POST" and form.is_valid():
        try:
            change(task, to=form.asked(), by=request.user)
            return redirect(_home(task))
        except NotForThem:
            form.add_error("owner", NOT_FOR_THEM)
    return _page(request, task, form=form)


@for_agents(may=TASK)
@require_POST
def completion(request: AgentRequest, number: int) -> HttpResponse:
    """`done` is "no" to take it up again; `result` what came of it; `here` where the way leads back."""
    task = task_for(request, number)
    is_done = request.POST.get("done") != "no"
    try:
        if is_done:
            finish(task, by=request.user, result=request.POST.get("result", ""))
        else:
            take_up(task, by=request.user)
    except NoOutcome:
        return redirect("web:opportunity-outcome", task.pk)
    except NoResult:
        form = TaskForm(None, agent=request.user, conversation=task.conversation, task=task)
        why = _("Say what came of it: the customer was told that they would hear.")
        return _page(request, task, form=form, error=why)
    return redirect(_back(request, task, is_done=is_done))


def task_for(request: AgentRequest, number: int) -> InternalTask:
    seen = InternalTask.objects.visible_to(request.user).with_people()
    return get_object_or_404(seen, pk=min(number, LARGEST))


def _back(request: AgentRequest, task: InternalTask, *, is_done: bool) -> str:
    kind, _sign, whose = request.POST.get("here", "").partition(":")
    if is_done and request.POST.get("result", "").strip() and _may_tell_more(request, task):
        return reverse("web:task", args=[task.pk])
    if kind == "list" and whose in WHOSE:
        return address_of(whose, just_done=task.pk if is_done else None)
    if kind == "day":
        return reverse("web:day") + (f"?done={task.pk}" if is_done else "")
    if kind == "panel" and task.conversation_id:
        return reverse("web:conversation-tasks", args=[task.conversation_id])
    return _home(task)


def _may_tell_more(request: AgentRequest, task: InternalTask) -> bool:
    """Its page offers to tell the others as well."""
    return request.user.may(BULK) and bool(also_concerned(task, to=request.user))


def _home(task: InternalTask) -> str:
    """Where it stands."""
    return reverse("web:conversation", args=[task.conversation_id]) if task.conversation_id else address_of(MINE)


def _page(request: AgentRequest, task: InternalTask, *, form: TaskForm, error: str = "") -> HttpResponse:
    context: dict[str, Any] = surroundings(request, section="tasks") | {
        "task": rows_of([task], agent=request.user)[0],
        "others": also_concerned(task, to=request.user),
        "mark": tokens.unguessable(),
        "back": _home(task),
        "form": form,
        "error": error,
        "typed": request.POST.get("result", ""),
    }
    page = "web/tasks/show.html"
    return answer(request, page=page, part=page, context=context, status=422 if form.is_bound or error else 200)
