"""One agent: /settings/agents/<id>."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from keepword.people.accounts.factors import factors_of
from keepword.people.employing import LastAdministrator, Particulars, RoleIsGone, change
from keepword.people.models import Agent, Team
from keepword.people.permissions import ADMINISTRATOR, MANAGE_AGENTS
from keepword.web.choosing import LANGUAGES, time_zones
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.picking.widgets import PickOne
from keepword.web.settings.activity import LeavingForm, managed
from keepword.web.settings.roles.choosing import PREFIX, chosen, offered_by, value_of
from keepword.web.settings.shell import edit_page


class AgentForm(DeskForm):
    """`agent` is who is changed."""

    name = forms.CharField(label=_("Name"), max_length=120)
    public_name = forms.CharField(
        label=_("Name for customers"),
        max_length=120,
        required=False,
        help_text=_("What customers read instead of the name. Leave it empty to use the name."),
    )
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), widget=PickOne(sources={PREFIX: "roles"}))
    teams = forms.ModelMultipleChoiceField(
        label=_("Teams"), queryset=Team.objects.order_by("name"), required=False, widget=forms.CheckboxSelectMultiple
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)

    def __init__(self, *args: Any, agent: Agent, by: Agent, **kwargs: Any) -> None:
        self.agent = agent
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = offered_by(by, to=agent)  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if Agent.objects.filter(email__iexact=email).exclude(pk=self.agent.pk).exists():
            raise ValidationError(_("Somebody signs in with this address already."))
        return email


@for_agents(may=MANAGE_AGENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    agent = managed(request, number)
    now = {name: getattr(agent, name) for name in AgentForm.base_fields} | {"teams": agent.teams.all()}
    now["role"] = value_of(agent.role, agent.own_role)
    form = AgentForm(request.POST or None, initial=now, agent=agent, by=request.user)
    if request.method == "POST" and form.is_valid() and _changed(request, form=form, agent=agent):
        return redirect(f"{reverse('web:agents')}?saved=yes")
    leaving = LeavingForm(agent=agent).looking(request.GET)
    context = {"person": agent, "leaving": leaving, "is_last_administrator": _is_last(agent)}
    context |= {"factors": factors_of(agent)}
    context |= {"was_sent": request.GET.get("sent") == "yes", "is_invited": not agent.has_usable_password()}
    return edit_page(request, form=form, heading=agent.name, tab="agents", kind="agent", context=context)


def _changed(request: AgentRequest, *, form: AgentForm, agent: Agent) -> bool:
    """Whether it could be done; the form says why not. The page shows the agent as they are, so they are read anew."""
    answers = dict(form.cleaned_data)
    teams = answers.pop("teams")
    answers["role"], answers["own_role"] = chosen(answers["role"])
    try:
        change(Agent.objects.get(pk=agent.pk), to=Particulars(**answers), teams=teams, by=request.user.as_actor)
    except RoleIsGone:
        form.add_error("role", _("This role was removed. Choose another."))
        return False
    except LastAdministrator:
        form.add_error("role", _("This is the last administrator. Make somebody else an administrator first."))
        return False
    return True


def _is_last(agent: Agent) -> bool:
    others = Agent.objects.active().filter(role=ADMINISTRATOR).exclude(pk=agent.pk)
    return agent.is_active and agent.is_administrator and not others.exists()
