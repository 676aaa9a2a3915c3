"""How a brand is called while it is closed: /settings/brands/<id>/emergency."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from keepword.brands.models import Brand
from keepword.conversations.models import Inbox
from keepword.conversations.opening_hours import hours_of_inbox
from keepword.kit.languages import code_of, tag_of
from keepword.people.models import Agent, Team
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.promises.emergencies.arranging import LONGEST_SENTENCE, arrange, route_of
from keepword.promises.emergencies.offering import OFFERED, Standing
from keepword.promises.emergencies.on_call import on_call
from keepword.promises.emergencies.wording import offered
from keepword.promises.models import EmergencyRoute
from keepword.promises.models.emergency import LONGEST, SHORTEST
from keepword.web.fields import DeskForm, dress
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page
from keepword.web.settings.shell import settings_page

PHONE = r"^\+?[0-9][0-9 ()/.-]{3,38}$"


def _name(tag: str) -> str:
    return f"words_{tag}"


def _tag(name: str) -> str:
    return name.removeprefix("words_")


SENTENCES = {_name(tag_of(code)): str(label) for code, label in settings.LANGUAGES}


class EmergencyForm(DeskForm):
    """A sentence in each language of customers, in fields named by it. `own` is the brand's language, a tag."""

    is_on = forms.BooleanField(
        label=_("Customers may call somebody while you are closed"),
        required=False,
        help_text=_("The receipt and their own pages offer it, and only while you are closed."),
    )
    target_minutes = forms.IntegerField(
        label=_("In how many minutes somebody answers"),
        min_value=SHORTEST,
        max_value=LONGEST,
        help_text=_("By day and by night. Whoever calls is promised this time."),
    )
    team = forms.ModelChoiceField(
        label=_("Team on call"), queryset=Team.objects.order_by("name", "id"), required=False
    )
    people = forms.ModelMultipleChoiceField(
        label=_("People on call"),
        queryset=Agent.objects.active().order_by("name", "id"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They are told first. Where nobody is chosen, all of the team are."),
    )
    phone = forms.CharField(
        label=_("Telephone number shown to customers (optional)"),
        required=False,
        max_length=40,
        validators=[RegexValidator(PHONE, _("Write a telephone number, such as +49 30 123456."))],
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "tel"}),
    )

    def __init__(self, *args: Any, own: str, **kwargs: Any) -> None:
        self.own = own
        super().__init__(*args, **kwargs)
        for name, words in SENTENCES.items():
            self.fields[name] = _sentence(words, tag=_tag(name))
            dress(self.fields[name])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("is_on"):
            return said
        if not said.get(_name(self.own)) and _name(self.own) not in self.errors:
            self.add_error(_name(self.own), _("Say in one sentence what an emergency is."))
        if not said.get("team") and not said.get("people"):
            self.add_error("people", _("Choose who is on call."))
        return said

    @property
    def sentences(self) -> list[forms.BoundField]:
        """That of the brand's language first."""
        return sorted((self[name] for name in SENTENCES), key=lambda one: one.name != _name(self.own))

    @property
    def words(self) -> dict[str, str]:
        return {_tag(name): self.cleaned_data[name] for name in SENTENCES}


def _sentence(label: str, *, tag: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"dir": "auto", "lang": tag})
    return forms.CharField(label=label, required=False, max_length=LONGEST_SENTENCE, widget=widget)


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def show(request: AgentRequest, number: int) -> HttpResponse:
    brand = get_object_or_404(Brand, pk=number)
    route = route_of(brand)
    form = EmergencyForm(request.POST or None, own=_own(brand), initial=_initial(route))
    if request.method == "POST" and form.is_valid():
        plain = ("is_on", "target_minutes", "team", "people", "phone")
        arrange(
            brand,
            words=form.words,
            by=request.user.as_actor,
            **{name: form.cleaned_data[name] for name in plain},
        )
        return redirect(f"{reverse('web:brand-emergency', args=[brand.pk])}?saved=yes")
    context = {"brand": brand, "form": form, "has_address": bool(settings.PUBLIC_ADDRESS)}
    context |= _now(route, agent=request.user) | _preview(route)
    status = 422 if form.is_bound else 200
    return settings_page(request, "web/settings/emergency.html", tab="brands", context=context, status=status)


def _own(brand: Brand) -> str:
    return tag_of(code_of(brand.language) or "en")


def _initial(route: EmergencyRoute) -> dict[str, Any]:
    plain = {name: getattr(route, name) for name in ("is_on", "target_minutes", "team", "phone")}
    people = list(route.people.all()) if route.pk else []
    return plain | {"people": people} | {_name(tag): text for tag, text in route.words.items()}


def _now(route: EmergencyRoute, *, agent: Agent) -> dict[str, Any]:
    """Who would be told, for each inbox; and whether hours are set, without which nobody is ever closed."""
    if not route.is_on:
        return {"inboxes": [], "is_never_closed": False}
    inboxes = list(Inbox.objects.visible_to(agent).filter(brand=route.brand_id).order_by("id"))
    named = {one.pk: one.name for one in Agent.objects.active()}
    told = [(one, ", ".join(named[who] for who in on_call(route, inbox_id=one.pk))) for one in inboxes]
    unset = [hours_of_inbox(one).version_id is None for one in inboxes]
    return {"inboxes": told, "is_never_closed": bool(unset) and all(unset)}


def _preview(route: EmergencyRoute) -> dict[str, str]:
    """What the receipt says, "" while it says nothing."""
    language = _own(route.brand)
    with translation.override(code_of(language) or "en"):
        text = offered(Standing(OFFERED, route), language=language) if route.is_on else ""
        direction = "rtl" if get_language_bidi() else "ltr"
    return {"preview": text, "preview_language": language, "preview_direction": direction}
