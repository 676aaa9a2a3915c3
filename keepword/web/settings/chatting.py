"""How chats ring, and who takes them: /settings/chats."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from keepword.conversations.chatting.rules import Wanted, change_rules, rules
from keepword.conversations.chatting.seating import limit_chats, take_chats, take_no_chats
from keepword.conversations.models.chat import CHAT, LEFT_MINUTES, SECONDS
from keepword.people.models import Agent
from keepword.people.models.agent import MOST_CHATS
from keepword.people.permissions import MANAGE_SETTINGS, REPLY
from keepword.promises.models import SlaPolicy
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page
from keepword.web.settings.paging import paged
from keepword.web.settings.shell import settings_page

TARGETS = 20  # the first that fits counts, so nobody looks for the hundredth here


class RulesForm(DeskForm):
    ring_seconds = forms.IntegerField(
        label=_("Seconds that a chat rings for one agent"),
        min_value=SECONDS[0],
        max_value=SECONDS[1],
        help_text=_("Then it rings for the next, then for all; then the visitor is told that nobody is free."),
    )
    most = forms.IntegerField(
        label=_("Chats that one agent takes at once"),
        min_value=1,
        max_value=MOST_CHATS,
        help_text=_("For everybody who has no limit of their own."),
    )
    left_minutes = forms.IntegerField(
        label=_("Minutes after the visitor left until a chat is over"),
        min_value=LEFT_MINUTES[0],
        max_value=LEFT_MINUTES[1],
        help_text=_("What was answered is resolved then; what was not stays open."),
    )
    has_sound = forms.BooleanField(
        label=_("A soft sound when a chat rings"),
        required=False,
        help_text=_("Never in somebody's quiet hours."),
    )


class SeatForm(forms.Form):
    takes = forms.BooleanField(required=False)
    most = forms.IntegerField(required=False, min_value=1, max_value=MOST_CHATS)


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def show(request: AgentRequest) -> HttpResponse:
    kept = rules()
    form = RulesForm(request.POST or None, initial={name: getattr(kept, name) for name in Wanted.__slots__})
    if request.method == "POST" and form.is_valid():
        change_rules(Wanted(**form.cleaned_data), by=request.user.as_actor)
        return _saved()
    query = request.GET.get("q", "").strip()
    agents = Agent.objects.active().filter(name__icontains=query).select_related("own_role").order_by("name", "id")
    pager = paged(request, [one for one in agents if one.may(REPLY)])
    context = {"form": form, "agents": pager.rows, "pager": pager, "query": query}
    context |= {"most_chats": MOST_CHATS, "targets": _targets()[:TARGETS], "is_long": bool(pager.next_address)}
    status = 422 if form.is_bound else 200
    return settings_page(request, "web/settings/chatting.html", tab="chatting", context=context, status=status)


def _targets() -> list[SlaPolicy]:
    """The policies that name chats, or that are for everything, in their order."""
    rows = SlaPolicy.objects.in_force()
    return [one for one in rows if CHAT in one.conditions.get("channels", [CHAT])]


@for_agents(may=MANAGE_SETTINGS)
@require_POST
def seat(request: AgentRequest, number: int) -> HttpResponse:
    """Whether somebody else takes chats, and how many. What is no number of chats changes nothing."""
    agent, form = get_object_or_404(Agent.objects.active(), pk=number), SeatForm(request.POST)
    if form.is_valid():
        limit_chats(agent, most=form.cleaned_data["most"], by=request.user.as_actor)
        (take_chats if form.cleaned_data["takes"] else take_no_chats)(agent, by=request.user.as_actor)
    return _saved()


def _saved() -> HttpResponse:
    return redirect(f"{reverse('web:chatting')}?saved=yes")
