"""Work that was given up until somebody looks at it: /settings/failures."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from keepword.conversations.models import Conversation, Inbox
from keepword.events.models import Task
from keepword.events.working import run_again
from keepword.people.models import Agent
from keepword.people.permissions import MANAGE_INSTALLATION
from keepword.web import times
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.failing import advice_of, what_of, why_of
from keepword.web.settings.shell import settings_page

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Failure:
    """`conversation` is its subject or reference, "" where there is none or the agent may not see it; so `inbox`.
    `told` is what the program said, for whoever looks after it."""

    number: int
    what: Promise
    why: Promise
    advice: Promise
    when: SafeString
    tries: int
    told: str
    name: str
    conversation: str
    address: str
    language: str
    inbox: str


@for_agents(may=MANAGE_INSTALLATION)
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    dead = list(Task.objects.dead().select_related("event").order_by("-dead_at")[:SHOWN])
    context = {"failures": _failures(dead, agent=request.user)}
    return settings_page(request, "web/settings/failures.html", tab="failures", context=context)


def _failures(tasks: Sequence[Task], *, agent: Agent) -> list[Failure]:
    """With the conversations and inboxes that the agent may see: two queries more."""
    conversations = Conversation.objects.visible_to(agent).in_bulk([one.event.conversation_id for one in tasks])
    inboxes = Inbox.objects.visible_to(agent).in_bulk([one.event.inbox_id for one in tasks])
    moment = times.reader().moment
    found = []
    for task in tasks:
        about = conversations.get(task.event.conversation_id or 0)
        inbox = inboxes.get(task.event.inbox_id or 0)
        found.append(
            Failure(
                number=task.pk,
                what=what_of(task.reaction),
                why=why_of(task.last_error),
                advice=advice_of(task.reaction),
                when=moment(task.dead_at) if task.dead_at else SafeString(),
                tries=task.attempts,
                told=task.last_error,
                name=f"{task.reaction}, {task.event.name} #{task.event_id}",
                conversation=(about.subject or about.reference) if about else "",
                address=reverse("web:conversation", args=[about.pk]) if about else "",
                language=about.language if about else "",
                inbox=inbox.name if inbox else "",
            )
        )
    return found


@for_agents(may=MANAGE_INSTALLATION)
@require_POST
def again(request: AgentRequest, number: int) -> HttpResponse:
    """One that runs again already is left alone."""
    dead = Task.objects.dead().filter(pk=number).first()
    if dead is not None:
        run_again(dead)
    return redirect("web:failures")
