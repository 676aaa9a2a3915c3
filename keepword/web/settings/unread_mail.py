"""Mail that could not be read, kept whole: /settings/unread-mail."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from keepword.channels.email.intake import read_again
from keepword.channels.email.models import SET_ASIDE, UNREADABLE, StoredMail
from keepword.people.permissions import MANAGE_INSTALLATION
from keepword.web import times
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.shell import settings_page

SHOWN = 100
LARGE = ("raw", "message__text", "message__quoted", "message__html")
MEGA = 1_000_000


@for_agents(may=MANAGE_INSTALLATION)
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    """For administrators, who see every inbox."""
    mails = StoredMail.objects.select_related("inbox", "message").defer(*LARGE).order_by("-id")
    context = {
        "mails": mails.filter(state__in=[UNREADABLE, SET_ASIDE])[:SHOWN],
        "cut": mails.filter(full_size__isnull=False)[:SHOWN],
        "most": settings.MAIL_SIZE_LIMIT // MEGA,
        "megabytes": lambda size: f"{size / MEGA:.1f}",
        "moment": times.reader().moment,
    }
    return settings_page(request, "web/settings/unread_mail.html", tab="unread-mail", context=context)


@for_agents(may=MANAGE_INSTALLATION)
@require_POST
def again(request: AgentRequest, number: int) -> HttpResponse:
    """One that is being read again already is left alone."""
    unread = StoredMail.objects.filter(state__in=[UNREADABLE, SET_ASIDE], pk=number).first()
    if unread is not None:
        read_again(unread)
    return redirect("web:unread-mail")
