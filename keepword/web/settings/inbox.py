"""One inbox: /settings/inboxes/<id>."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from keepword.conversations.arranging import arrange_inbox
from keepword.conversations.models import Inbox
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.inboxes import InboxForm
from keepword.web.settings.shell import edit_page


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    inbox = get_object_or_404(Inbox.objects.visible_to(request.user), pk=number)
    now = {"name": inbox.name, "address": inbox.address, "brand": inbox.brand_id, "teams": inbox.teams.all()}
    form = InboxForm(request.POST or None, initial=now, inbox=inbox)
    if request.method == "POST" and form.is_valid():
        arrange_inbox(inbox, **form.cleaned_data, by=request.user.as_actor)
        return redirect(f"{reverse('web:inboxes')}?saved=yes")
    return edit_page(request, form=form, heading=inbox.name, tab="inboxes", kind="edit", context={})
