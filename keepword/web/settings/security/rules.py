"""How everybody signs in: /settings/access."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from keepword.people.accounts.factors import NeedsOneFirst, is_required, require
from keepword.people.models import SignInProvider
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, for_administrators
from keepword.web.people.proving import freshly_proved
from keepword.web.settings.shell import settings_page


class RulesForm(DeskForm):
    needs_second_factor = forms.BooleanField(
        label=gettext_lazy("Everybody needs a second step"),
        required=False,
        help_text=gettext_lazy("Whoever has none yet is signed out now, and sets one up when they come in again."),
    )


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
@freshly_proved
def show(request: AgentRequest) -> HttpResponse:
    """A box that is not ticked is sent as nothing at all, so what was posted is bound even when it is empty."""
    asked = request.POST if request.method == "POST" else None
    form = RulesForm(asked, initial={"needs_second_factor": is_required()})
    if form.is_valid():
        try:
            require(form.cleaned_data["needs_second_factor"], by=request.user)
            return redirect(f"{reverse('web:access')}?saved=yes")
        except NeedsOneFirst:
            why = _("Set up a second step for yourself first: you would be locked out.")
            form.add_error("needs_second_factor", why)
    context = {"form": form, "providers": SignInProvider.objects.order_by("name", "id")}
    status = 422 if form.errors else 200
    return settings_page(request, "web/settings/security/rules.html", tab="access", context=context, status=status)
