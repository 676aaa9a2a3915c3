"""An agent leaves or comes back: /settings/agents/<id>/activity."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from keepword.conversations.leaving import give_back, hand_on
from keepword.events.models import Event
from keepword.people.employing import LastAdministrator, deactivate, reactivate
from keepword.people.models import Agent
from keepword.people.permissions import MANAGE_AGENTS
from keepword.people.roles.giving import may_manage
from keepword.web.errors import refusal
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, NotPermitted, for_agents
from keepword.web.settings.facts import fact_of


class LeavingForm(DeskForm):
    """Who takes over."""

    to = forms.ModelChoiceField(
        label=gettext_lazy("Their open conversations go to"),
        queryset=Agent.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody: they stand among the unassigned"),
        help_text=gettext_lazy("What a colleague may not see stands among the unassigned."),
    )

    def __init__(self, *args: Any, agent: Agent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = Agent.objects.active().exclude(pk=agent.pk).order_by("name", "id")
        self.fields["to"].queryset = colleagues  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Left:
    """Who just left, how many conversations went elsewhere, and what can be undone."""

    number: int
    name: str
    count: int
    fact: int


@for_agents(may=MANAGE_AGENTS)
@require_POST
def create(request: AgentRequest, number: int) -> HttpResponse:
    """`active` is "no" for somebody who leaves. When somebody comes back, `fact` names the leaving that is undone."""
    agent = managed(request, number)
    if request.POST.get("active") != "no":
        return _comes_back(request, agent=agent)
    form = LeavingForm(request.POST, agent=agent)
    if form.is_finding:
        return redirect(f"{reverse('web:agent', args=[agent.pk])}?{form.sought}")
    if not form.is_valid():
        reason = _("The colleague whom you chose does not work here any more. Choose somebody else.")
        return refusal(request, title=_("Nothing was changed"), reason=reason)
    return _leaves(request, agent=agent, to=form.cleaned_data["to"])


def managed(request: AgentRequest, number: int) -> Agent:
    """Nobody changes somebody who may do more than they: they could become them by a new address."""
    agent = get_object_or_404(Agent.objects.select_related("own_role"), pk=number)
    if not may_manage(agent, by=request.user):
        raise NotPermitted(MANAGE_AGENTS)
    return agent


def _leaves(request: AgentRequest, *, agent: Agent, to: Agent | None) -> HttpResponse:
    by, count = request.user.as_actor, 0
    try:
        with transaction.atomic():
            fact = deactivate(agent, by=by)
            count = hand_on(agent, to=to, by=by, cause=fact) if fact else 0
    except LastAdministrator:
        reason = _("This is the last administrator. Make somebody else an administrator first.")
        return refusal(request, title=_("The last administrator cannot leave"), reason=reason)
    undo = f"?{urlencode({'fact': fact.pk, 'count': count})}" if fact else ""
    return redirect(reverse("web:agents") + undo)


@transaction.atomic
def _comes_back(request: AgentRequest, *, agent: Agent) -> HttpResponse:
    by, fact = request.user.as_actor, fact_of(request, name="agent.deactivated")
    reactivate(agent, by=by)
    agent.refresh_from_db()
    if fact and fact.data["agent"] == agent.pk:
        give_back(agent, cause=fact, by=by)
    return redirect(f"{reverse('web:agents')}?saved=yes")


def left(fact: Event | None, *, count: str) -> Left | None:
    """What the list of agents says after somebody left, None when nobody did or they are back."""
    agent = Agent.objects.filter(pk=fact.data["agent"], is_active=False).first() if fact else None
    if fact is None or agent is None:
        return None
    return Left(agent.pk, agent.name, int(count) if count.isascii() and count.isdigit() else 0, fact.pk)
