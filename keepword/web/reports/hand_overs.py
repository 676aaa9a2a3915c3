"""What one shift tells the next: /hand-overs."""

from typing import Any, cast

from django import forms
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from keepword.conversations.handing_over import LONGEST, hand_over, put_back, still_mine, take_over
from keepword.conversations.models import Conversation, HandOver
from keepword.conversations.tasks.listing import MINE, tasks_of
from keepword.people.models import Agent, Team
from keepword.people.permissions import NOTE
from keepword.web import times
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.reports.shell import report

SHOWN = 20


class HandOverForm(DeskForm):
    team = forms.ModelChoiceField(
        label=gettext_lazy("For"), queryset=Team.objects.none(), required=False, empty_label=gettext_lazy("Everybody")
    )
    text = forms.CharField(
        label=gettext_lazy("What the next shift should know"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        help_text=gettext_lazy("Name conversations by their reference; they become links."),
    )

    def __init__(self, *args: Any, agent: Agent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = Team.objects.order_by("name")
        choice = cast(forms.ModelChoiceField, self.fields["team"])
        choice.queryset = teams if agent.is_administrator else teams.filter(agents=agent)


@for_agents(to_change=NOTE)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest) -> HttpResponse:
    form = HandOverForm(request.POST or None, agent=request.user, initial={"text": draft_of(request.user)})
    if request.method == "POST" and form.is_valid():
        hand_over(text=form.cleaned_data["text"], team=form.cleaned_data["team"], by=request.user)
        return redirect("web:hand-overs")
    context = {"form": form, "notes": _notes(request.user), "reader": times.reader()}
    status = 422 if form.is_bound else 200
    return report(request, "web/reports/hand_overs.html", tab="hand-overs", context=context, status=status)


@for_agents(may=NOTE)
@require_POST
def taking(request: AgentRequest, number: int) -> HttpResponse:
    """Take it over, or put it back where it stood."""
    note = HandOver.objects.visible_to(request.user).filter(pk=number).first()
    if note is None:
        raise Http404
    if request.POST.get("undo"):
        put_back(note, by=request.user)
    else:
        take_over(note, by=request.user)
    return redirect("web:hand-overs")


def _notes(agent: Agent) -> list[HandOver]:
    """The newest first. Of what a note names, only the conversations that this agent may see."""
    named = Conversation.objects.visible_to(agent).with_people()
    found = HandOver.objects.visible_to(agent).select_related("by", "team", "taken_by")
    return list(found.prefetch_related(Prefetch("conversations", queryset=named)).order_by("-at", "-id")[:SHOWN])


def draft_of(agent: Agent) -> str:
    """What the agent leaves behind, as lines to write after. "" when nothing is open."""
    lines = [f"{one.reference} {one.subject or one.preview}".strip()[:120] for one in still_mine(agent)]
    tasks = [" ".join(one.words.split())[:120] for one in tasks_of(agent, whose=MINE, is_done=False)[:SHOWN]]
    parts = [(_("Still open with me:"), lines), (_("My tasks:"), tasks)]
    return "\n".join(line for title, some in parts if some for line in (title, *some, ""))
