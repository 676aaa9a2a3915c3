"""Mailboxes that are read by IMAP for an inbox: /settings/mailboxes."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from keepword.channels.email.imap import check
from keepword.channels.email.models import Mailbox
from keepword.channels.email.sealing import seal
from keepword.conversations.models import Inbox
from keepword.events import log
from keepword.events.actor import Actor
from keepword.people.permissions import MANAGE_INSTALLATION
from keepword.web import times
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.channels.wanting import panel as panel_for
from keepword.web.settings.paging import paged
from keepword.web.settings.shell import settings_page

SECURITY = [
    ("tls", _("TLS from the start (993)")),
    ("starttls", _("STARTTLS (143)")),
    ("none", _("None, on this machine")),
]


class MailboxForm(DeskForm):
    """Valid only when the mailbox could be opened: a wrong password is said here and not in a log at night."""

    inbox = forms.ModelChoiceField(
        label=_("For the inbox"),
        queryset=Inbox.objects.order_by("id"),  # house: for administrators, who see every inbox
        empty_label=None,
    )
    host = forms.CharField(label=_("Server"), max_length=255, widget=forms.TextInput(attrs={"dir": "ltr"}))
    port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, initial=993)
    security = forms.ChoiceField(label=_("Encryption"), choices=SECURITY, initial="tls")
    username = forms.CharField(label=_("User name"), max_length=255, widget=forms.TextInput(attrs={"dir": "ltr"}))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("It is kept sealed. Many providers want a password for apps here."),
    )
    folder = forms.CharField(label=_("Folder"), max_length=255, initial="INBOX")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            trouble = check(Mailbox(**mailbox_fields(cleaned)))
            if trouble:
                self.add_error(None, trouble)
        return cleaned


def mailbox_fields(answers: dict[str, Any]) -> dict[str, Any]:
    plain = {name: value for name, value in answers.items() if name != "password"}
    return plain | {"sealed_password": seal(answers["password"])}


@sensitive_post_parameters("password")
@for_agents(may=MANAGE_INSTALLATION)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest) -> HttpResponse:
    form = MailboxForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _save(mailbox_fields(form.cleaned_data), by=request.user.as_actor)
        return redirect(f"{reverse('web:mailboxes')}?saved=yes")
    context = _listed(form, request)
    status = 422 if form.is_bound else 200
    return settings_page(request, "web/settings/mailboxes.html", tab="mailboxes", context=context, status=status)


def _listed(form: MailboxForm, request: AgentRequest) -> dict[str, Any]:
    pager = paged(request, Mailbox.objects.select_related("inbox").order_by("id"))
    expected = {"expected": request.POST.get("expected", "")}
    panel = panel_for(request.user, expected)
    around = {"moment": times.reader().moment, "panel": panel}
    return around | {"form": form, "mailboxes": pager.rows, "pager": pager}


@for_agents(may=MANAGE_INSTALLATION)
@require_POST
def trial(request: AgentRequest, number: int) -> HttpResponse:
    """Open it now, as it is set up, and say what is wrong."""
    mailbox = get_object_or_404(Mailbox, pk=number)
    tried = {"tried": mailbox.pk, "found": check(mailbox) or ""}
    context = _listed(MailboxForm(), request) | tried
    return settings_page(request, "web/settings/mailboxes.html", tab="mailboxes", context=context)


@transaction.atomic
def _save(fields: dict[str, Any], *, by: Actor) -> None:
    """One that is known gets its new password and goes on where it was."""
    key = {name: fields.pop(name) for name in ("host", "username", "folder")}
    mailbox, _is_new = Mailbox.objects.update_or_create(**key, defaults=fields | {"is_active": True, "trouble": ""})
    log.record("mailbox.set_up", actor=by, inbox_id=mailbox.inbox_id, mailbox=mailbox.pk)


@for_agents(may=MANAGE_INSTALLATION)
@require_POST
@transaction.atomic
def switch(request: AgentRequest, number: int) -> HttpResponse:
    """`active` is "yes" or "no": what is off keeps its place, and twice is once."""
    mailbox = get_object_or_404(Mailbox, pk=number)
    wanted = request.POST.get("active") == "yes"
    if Mailbox.objects.filter(pk=mailbox.pk).exclude(is_active=wanted).update(is_active=wanted, trouble=""):
        fact = "mailbox.switched_on" if wanted else "mailbox.switched_off"
        log.record(fact, actor=request.user.as_actor, inbox_id=mailbox.inbox_id, mailbox=mailbox.pk)
    return redirect("web:mailboxes")
