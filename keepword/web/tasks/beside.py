"""The tasks of a conversation: /conversations/<id>/tasks, a part of its page, or a page of its own to give one."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keepword.conversations.models import Conversation
from keepword.conversations.repeating import key_of
from keepword.conversations.tasks.giving import give
from keepword.conversations.tasks.listing import tasks_in
from keepword.conversations.tasks.owning import NotForThem
from keepword.conversations.tasks.raising import say_that_it_is_raised
from keepword.kit import clock, tokens
from keepword.kit.reversing import address_of
from keepword.people.models import Agent
from keepword.people.permissions import TASK
from keepword.web.conversations.finding import conversation_for
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.rendering import answer, wants_part
from keepword.web.tasks.form import NOT_FOR_THEM, TaskForm
from keepword.web.tasks.rows import Row, rows_of

RECENT = timedelta(days=1)


@for_agents(to_change=TASK)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    """Posted, a task is given, and the way leads back to the conversation."""
    conversation = conversation_for(request, number)
    form = TaskForm(request.POST or None, agent=request.user, conversation=conversation)
    if request.method == "POST" and form.is_valid():
        try:
            _give(request, conversation, form=form)
            return redirect("web:conversation", conversation.pk)
        except NotForThem:
            form.add_error("owner", NOT_FOR_THEM)
    return _page(request, conversation, form=form)


def _give(request: AgentRequest, conversation: Conversation, *, form: TaskForm) -> None:
    is_raised = bool(form.cleaned_data.get("raised"))
    mark = key_of(request.POST.get("form", ""), text=form.cleaned_data["words"])
    task = give(form.asked(), by=request.user, conversation=conversation, is_raised=is_raised, mark=mark)
    if is_raised:
        say_that_it_is_raised(task, by=request.user, until=form.cleaned_data["promised"])


def tasks_beside(conversation: Conversation, *, agent: Agent) -> list[Row]:
    """What is open, and what was done within a day: somebody may want to take it up again. Nothing is asked where
    there never was one."""
    since = clock.now() - RECENT
    return rows_of([one for one in tasks_in(conversation) if one.done_at is None or one.done_at > since], agent=agent)


def _shown(request: AgentRequest, conversation: Conversation) -> list[Row]:
    if wants_part(request):
        return tasks_beside(conversation, agent=request.user)
    return rows_of(tasks_in(conversation), agent=request.user)


def _page(request: AgentRequest, conversation: Conversation, *, form: TaskForm) -> HttpResponse:
    context: dict[str, Any] = {
        "conversation": conversation,
        "subject": conversation.subject or _("Without a subject"),
        "address": address_of("web:conversation", conversation.pk),
        "live_name": f"conversation-{conversation.pk}",
        "tasks": _shown(request, conversation),
        "form": form,
        "mark": tokens.unguessable(),
    }
    if not wants_part(request):
        context |= surroundings(request)
    status = 422 if form.is_bound else 200
    return answer(request, page="web/tasks/give.html", part="web/tasks/_beside.html", context=context, status=status)
