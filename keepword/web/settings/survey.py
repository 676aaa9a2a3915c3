"""Whether a brand asks how it was: /settings/brands/<id>/survey."""

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from keepword.brands.models import Brand
from keepword.kit.languages import code_of
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.surveys.arranging import FIELDS, arrange, asking_of
from keepword.surveys.models import LONGEST_PAUSE, LONGEST_REST
from keepword.surveys.wording import letter
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.shell import settings_page


class SurveyForm(DeskForm):
    is_on = forms.BooleanField(
        label=_("Ask customers how our help was"),
        required=False,
        help_text=_("By mail, once their conversation is resolved. Nobody is asked about what was resolved before."),
    )
    pause_hours = forms.IntegerField(
        label=_("How many hours after it is resolved"),
        min_value=0,
        max_value=LONGEST_PAUSE,
        help_text=_("It then waits until you are open; where no hours are set, until it is day for the customer."),
    )
    rest_days = forms.IntegerField(
        label=_("Ask the same person at most once in so many days"), min_value=1, max_value=LONGEST_REST
    )


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    brand = get_object_or_404(Brand, pk=number)
    kept = asking_of(brand)
    form = SurveyForm(request.POST or None, initial={name: getattr(kept, name) for name in FIELDS})
    if request.method == "POST" and form.is_valid():
        arrange(brand, by=request.user.as_actor, **form.cleaned_data)
        return redirect(f"{reverse('web:brand-survey', args=[brand.pk])}?saved=yes")
    language = code_of(brand.language) or "en"
    with translation.override(language):
        preview, direction = letter(brand=brand.name), "rtl" if get_language_bidi() else "ltr"
    context = {
        "brand": brand,
        "form": form,
        "preview": preview,
        "preview_language": brand.language,
        "preview_direction": direction,
        "has_address": bool(settings.PUBLIC_ADDRESS),
    }
    status = 422 if form.is_bound else 200
    return settings_page(request, "web/settings/survey.html", tab="brands", context=context, status=status)
