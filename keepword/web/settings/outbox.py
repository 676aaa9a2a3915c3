"""Answers that wait here because no relay is set: /settings/outbox."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from keepword.channels.email.models import HeldNotice
from keepword.conversations.delivering import send_again
from keepword.conversations.models import Message
from keepword.conversations.models.message import HELD
from keepword.people.permissions import MANAGE_INSTALLATION
from keepword.web import times
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.shell import settings_page

SHOWN = 100


@for_agents(may=MANAGE_INSTALLATION)
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    held = Message.everywhere.visible_to(request.user).filter(delivery_state=HELD).defer("html", "quoted")
    context = {
        "mails": held.select_related("conversation").order_by("-id")[:SHOWN],
        "notices": HeldNotice.objects.select_related("agent").defer("raw").order_by("-id")[:SHOWN],
        "relay": settings.RELAY,
        "moment": times.reader().moment,
    }
    return settings_page(request, "web/settings/outbox.html", tab="outbox", context=context)


@for_agents(may=MANAGE_INSTALLATION)
@require_POST
def again(request: AgentRequest, number: int) -> HttpResponse:
    """Send this one now; without a relay it only comes back here. One that is on its way already is left alone."""
    held = Message.everywhere.visible_to(request.user).filter(delivery_state=HELD, pk=number).first()
    if held is not None:
        send_again(held)
    return redirect("web:outbox")
