"""Who works together: /settings/teams."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from keepword.people.models import Team
from keepword.people.permissions import MANAGE_AGENTS
from keepword.people.teaming import found
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page
from keepword.web.settings.paging import paged
from keepword.web.settings.shell import settings_page


class TeamForm(DeskForm):
    name = forms.CharField(label=_("Name of the team"), max_length=80)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if Team.objects.filter(name__iexact=name).exists():
            raise ValidationError(_("There is a team of this name."))
        return name


@for_agents(may=MANAGE_AGENTS)
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def show(request: AgentRequest) -> HttpResponse:
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        team = found(form.cleaned_data["name"], by=request.user.as_actor)
        return redirect(f"{reverse('web:teams')}?added={team.pk}")
    query = request.GET.get("q", "").strip()
    teams = Team.objects.filter(name__icontains=query).order_by("name").prefetch_related("agents")
    pager = paged(request, teams)
    context = {"form": form, "teams": pager.rows, "pager": pager, "query": query}
    status = 422 if form.is_bound else 200
    return settings_page(request, "web/settings/teams.html", tab="teams", context=context, status=status)
