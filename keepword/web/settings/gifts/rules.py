"""Who may give how much: /settings/gifts."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from keepword.care.arranging import arrange, limits_as_set, rules_as_set
from keepword.care.models import GiftKind
from keepword.care.wording import kind_words
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.gifts.form import RulesForm
from keepword.web.settings.shell import settings_page


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest) -> HttpResponse:
    rules = rules_as_set()
    form = RulesForm(request.POST or None, rules=rules, limits=limits_as_set(rules.currency))
    if request.method == "POST" and form.is_valid():
        arrange(form.wanted(), by=request.user.as_actor)
        return redirect(f"{reverse('web:gift-rules')}?saved=yes")
    return page(request, form=form, status=422 if form.is_bound else 200)


def page(request: AgentRequest, *, form: RulesForm, error: str = "", status: int = 200) -> HttpResponse:
    kinds = [(one, kind_words(one.key, one.name)) for one in GiftKind.objects.in_order()]
    context: dict[str, Any] = {"form": form, "kinds": kinds, "error": error}
    return settings_page(request, "web/settings/gifts/rules.html", tab="gift-rules", context=context, status=status)
