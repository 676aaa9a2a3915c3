"""Who works here: /settings/agents."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from keepword.brands.models import Organisation
from keepword.channels.email.link_letters import can_be_sent
from keepword.events.actor import Actor
from keepword.people.employing import Particulars, employ
from keepword.people.inviting import send_link
from keepword.people.models import Agent, Team
from keepword.people.permissions import AGENT, MANAGE_AGENTS
from keepword.web.fields import DeskForm
from keepword.web.initials import initials_of
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page
from keepword.web.picking.widgets import PickOne
from keepword.web.settings.activity import left
from keepword.web.settings.facts import fact_of
from keepword.web.settings.paging import paged
from keepword.web.settings.roles.choosing import PREFIX, chosen, offered_by
from keepword.web.settings.shell import settings_page


class AgentForm(DeskForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    password = forms.CharField(
        label=_("First password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        required=False,
        help_text=_("Leave it empty to send them a link: they set one themselves."),
    )
    role = forms.ChoiceField(label=_("Role"), widget=PickOne(sources={PREFIX: "roles"}))
    teams = forms.ModelMultipleChoiceField(
        label=_("Teams"), queryset=Team.objects.order_by("name"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, by: Agent, **kwargs: Any) -> None:
        """`by` is who adds: nobody gives a role that may do more than theirs."""
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = offered_by(by)  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if Agent.objects.filter(email__iexact=email).exists():
            raise ValidationError(_("Somebody signs in with this address already."))
        return email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("password"):
            person = Agent(name=cleaned.get("name", ""), email=cleaned.get("email", ""))
            self._check(cleaned["password"], person=person)
        return cleaned

    def _check(self, password: str, *, person: Agent) -> None:
        try:
            validate_password(password, user=person)
        except ValidationError as error:
            self.add_error("password", error)


@sensitive_post_parameters("password")
@for_agents(may=MANAGE_AGENTS)
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def show(request: AgentRequest) -> HttpResponse:
    form = AgentForm(request.POST or None, initial={"role": AGENT}, by=request.user)
    if request.method == "POST" and form.is_valid():
        return _added(request, agent=_add(form.cleaned_data, by=request.user.as_actor))
    query = request.GET.get("q", "").strip()
    found = Agent.objects.filter(Q(name__icontains=query) | Q(email__icontains=query))
    people = found.order_by("-is_active", "name").select_related("own_role").prefetch_related("teams")
    pager = paged(request, people)
    gone = left(fact_of(request, name="agent.deactivated"), count=request.GET.get("count", ""))
    context = {
        "form": form,
        "people": pager.rows,
        "pager": pager,
        "initials_of": initials_of,
        "left": gone,
        "query": query,
    }
    status = 422 if form.is_bound else 200
    return settings_page(request, "web/settings/agents.html", tab="agents", context=context, status=status)


def _added(request: AgentRequest, *, agent: Agent) -> HttpResponse:
    """Whoever has no password is sent a link; where no mail goes out, their page offers one to hand over."""
    if agent.has_usable_password():
        return redirect(f"{reverse('web:agents')}?added={agent.pk}")
    if can_be_sent():
        send_link(agent, by=request.user.as_actor)
    return redirect(f"{reverse('web:agent', args=[agent.pk])}?{'sent' if can_be_sent() else 'saved'}=yes")


def _add(answers: dict[str, Any], *, by: Actor) -> Agent:
    """In the organisation's language and time zone, until they choose their own."""
    organisation = Organisation.objects.get()
    role, own_role = chosen(answers["role"])
    particulars = Particulars(
        name=answers["name"],
        public_name="",
        email=answers["email"],
        role=role,
        own_role=own_role,
        language=organisation.language,
        time_zone=organisation.time_zone,
    )
    return employ(particulars, password=answers["password"] or None, teams=answers["teams"], by=by)
