"""Whether an inbox works: /settings/inboxes/<id>/trial."""

from django import forms
from django.core.validators import RegexValidator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from keepword.channels.email.trying.inboxes import try_inbox
from keepword.conversations.models import Inbox
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.shell import settings_page

STATES = {  # words, icon, kind of mark
    "well": (_("All is well"), "check", "done"),
    "look": (_("Look at this"), "circle-alert", "attention"),
    "trouble": (_("Does not work"), "circle-alert", "trouble"),
    "unknown": (_("Not known"), "circle-help", "outlined"),
}


class TrialForm(DeskForm):
    selector = forms.CharField(
        label=_("Name of the DKIM key (selector)"),
        max_length=63,
        required=False,
        validators=[RegexValidator(r"^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$")],
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Your relay shows it where it signs letters. Leave it empty to look at the usual ones."),
    )


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    """Nothing is asked of anybody before somebody presses the button, and nothing is kept of it."""
    inbox = get_object_or_404(Inbox.objects.visible_to(request.user), pk=number)
    form = TrialForm(request.POST or None)
    is_real = request.method == "POST" and form.is_valid()
    findings = try_inbox(inbox, selector=form.cleaned_data["selector"]) if is_real else None
    context = {"inbox": inbox, "form": form, "findings": findings, "states": STATES}
    status = 422 if form.errors else 200
    return settings_page(request, "web/settings/inboxes/trial.html", tab="inboxes", context=context, status=status)
