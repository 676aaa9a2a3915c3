"""The first visit: /setup. It is open until there is an organisation, and gone afterwards."""

from typing import Any

from django import forms
from django.conf import settings
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from keepword.conversations.first_hours import ALWAYS_OPEN, DAILY, WEEKDAYS
from keepword.conversations.founding import AlreadyFounded, Founding, found, is_founded
from keepword.people.models.session import PASSWORD
from keepword.web.choosing import LANGUAGES, time_zones
from keepword.web.fields import DeskForm
from keepword.web.people.entering import enter

HOURS = {
    WEEKDAYS: _("Monday to Friday, 9:00 to 18:00"),
    DAILY: _("Every day, 9:00 to 18:00"),
    ALWAYS_OPEN: _("Always open, day and night"),
}


class SetupForm(DeskForm):
    organisation = forms.CharField(label=_("Organisation"), max_length=120)
    brand = forms.CharField(
        label=_("Brand"),
        max_length=120,
        required=False,
        help_text=_("The name that customers know. Leave it empty if it is the same."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones, initial="UTC")
    hours = forms.ChoiceField(
        label=_("Opening hours"),
        choices=list(HOURS.items()),
        initial=WEEKDAYS,
        required=False,
        help_text=_("Customers read them, and no answer is promised for other times. Breaks and holidays can wait."),
    )
    inbox = forms.EmailField(
        label=_("Address that customers write to"),
        max_length=254,
        help_text=_("For example help@your-shop.example. Answers come from it, too."),
    )
    admin_name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    admin_email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 letters."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["hours"] = cleaned.get("hours") or WEEKDAYS
        cleaned["brand"] = cleaned.get("brand") or cleaned.get("organisation", "")
        if not self.errors:
            for name, words in Founding(**cleaned).faults().items():
                self.add_error(name, words)
        return cleaned


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    if is_founded():
        raise Http404
    form = SetupForm(request.POST or None, initial={"language": translation.get_language()})
    if request.method == "POST" and form.is_valid():
        return _set_up(request, founding=Founding(**form.cleaned_data))
    context = {"form": form, "relay": settings.RELAY}
    return render(request, "web/entrance/setup.html", context, status=422 if form.is_bound else 200)


def _set_up(request: HttpRequest, *, founding: Founding) -> HttpResponse:
    """Two people may send the form at one moment: the second finds the door closed."""
    try:
        agent = found(founding)
    except (AlreadyFounded, IntegrityError) as error:
        raise Http404 from error
    return enter(request, agent, way=PASSWORD, onward=reverse("web:inbox", args=["unassigned"]))
