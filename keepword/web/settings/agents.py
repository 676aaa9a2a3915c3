"""Who works here: /settings/agents."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from keepword.brands.models import Organisation
from keepword.people.models import Agent, Team
from keepword.people.models.agent import ADMINISTRATOR, AGENT
from keepword.people.permissions import MANAGE_AGENTS
from keepword.web.fields import DeskForm
from keepword.web.initials import initials_of
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.activity import left
from keepword.web.settings.facts import fact_of
from keepword.web.settings.shell import settings_page

ROLES = [(AGENT, _("Agent")), (ADMINISTRATOR, _("Administrator"))]


class AgentForm(DeskForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    password = forms.CharField(
        label=_("First password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_(
            "At least 10 letters. Tell it to them by another way than mail; they change it in their settings."
        ),
    )
    role = forms.ChoiceField(label=_("Role"), choices=ROLES)
    teams = forms.ModelMultipleChoiceField(
        label=_("Teams"), queryset=Team.objects.order_by("name"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if Agent.objects.filter(email__iexact=email).exists():
            raise ValidationError(_("Somebody signs in with this address already."))
        return email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "password" in cleaned:
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
def show(request: AgentRequest) -> HttpResponse:
    form = AgentForm(request.POST or None, initial={"role": AGENT})
    if request.method == "POST" and form.is_valid():
        _add(form.cleaned_data)
        return redirect(f"{reverse('web:agents')}?saved=yes")
    people = Agent.objects.order_by("-is_active", "name").prefetch_related("teams")
    gone = left(fact_of(request, name="agent.deactivated"), count=request.GET.get("count", ""))
    context = {"form": form, "people": people, "initials_of": initials_of, "left": gone}
    status = 422 if form.is_bound else 200
    return settings_page(request, "web/settings/agents.html", tab="agents", context=context, status=status)


def _add(answers: dict[str, Any]) -> None:
    """In the organisation's language and time zone, until they choose their own."""
    organisation = Organisation.objects.get()
    agent = Agent.objects.create_user(
        answers["email"],
        name=answers["name"],
        password=answers["password"],
        role=answers["role"],
        language=organisation.language,
        time_zone=organisation.time_zone,
    )
    agent.teams.set(answers["teams"])
