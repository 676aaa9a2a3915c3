"""One's own name, language, time zone and theme: /settings."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from keepword.hours.models import BusinessHours
from keepword.people.employing import change_own
from keepword.people.models import Agent
from keepword.web.choosing import LANGUAGES, spoken_languages, time_zones
from keepword.web.fields import DeskForm
from keepword.web.initials import initials_of
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.routing import presence_of
from keepword.web.settings.shell import settings_page


class ProfileForm(DeskForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    public_name = forms.CharField(
        label=_("Name for customers"),
        max_length=120,
        required=False,
        help_text=_("What customers read instead of your name. Leave it empty to use your name."),
    )
    title = forms.CharField(
        label=_("What you are"),
        max_length=120,
        required=False,
        help_text=_("Stands with your name under your letters, where the signature has a place for it."),
    )
    photo_with_alias = forms.BooleanField(
        label=_("Show my photo beside another name, too"),
        required=False,
        help_text=_("Otherwise customers who read another name than your own see no photo."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    languages = forms.MultipleChoiceField(
        label=_("Languages in which you answer"),
        choices=spoken_languages,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none if it does not matter. Coverage counts by it who is there for whom."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)
    business_hours = forms.ModelChoiceField(
        label=_("Your own hours"),
        queryset=BusinessHours.objects.in_use().order_by("name"),
        required=False,
        empty_label=_("Those of my team"),
        help_text=_("Coverage counts by them when you are there."),
    )
    undo_seconds = forms.TypedChoiceField(
        label=_("Undo sending"),
        coerce=int,
        choices=[
            (0, _("Answers leave at once")),
            (5, _("5 seconds")),
            (10, _("10 seconds")),
            (20, _("20 seconds")),
            (30, _("30 seconds")),
        ],
        help_text=_("How long you can take an answer back before it leaves."),
    )
    theme = forms.ChoiceField(
        label=_("Theme"),
        choices=[("system", _("As the computer is set")), ("light", _("Light")), ("dark", _("Dark"))],
    )


@for_agents
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest) -> HttpResponse:
    agent: Agent = request.user
    form = ProfileForm(request.POST or None, initial={name: getattr(agent, name) for name in ProfileForm.base_fields})
    if request.method == "POST" and form.is_valid():
        change_own(agent, to=form.cleaned_data)
        return redirect(f"{reverse('web:settings')}?saved=yes")
    status = 422 if form.is_bound else 200
    context = {"form": form, "presence": presence_of(agent), "initials": initials_of(agent.name)}
    return settings_page(request, "web/settings/profile.html", tab="settings", context=context, status=status)
