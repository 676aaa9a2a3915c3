"""One team: /settings/teams/<id>."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from keepword.people.models import Agent, Team
from keepword.people.permissions import MANAGE_AGENTS
from keepword.people.teaming import arrange
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.shell import edit_page


class TeamForm(DeskForm):
    """`team` is the one that is changed."""

    name = forms.CharField(label=_("Name of the team"), max_length=80)
    agents = forms.ModelMultipleChoiceField(
        label=_("Members"),
        queryset=Agent.objects.active().order_by("name", "id"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        self.team = team
        super().__init__(*args, **kwargs)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if Team.objects.filter(name__iexact=name).exclude(pk=self.team.pk).exists():
            raise ValidationError(_("There is a team of this name."))
        return name


@for_agents(may=MANAGE_AGENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    team = get_object_or_404(Team, pk=number)
    form = TeamForm(request.POST or None, initial={"name": team.name, "agents": team.agents.all()}, team=team)
    if request.method == "POST" and form.is_valid():
        arrange(team, name=form.cleaned_data["name"], agents=form.cleaned_data["agents"], by=request.user.as_actor)
        return redirect(f"{reverse('web:teams')}?saved=yes")
    return edit_page(request, form=form, heading=team.name, tab="teams", kind="edit", context={})
