"""Where customers write to: /settings/inboxes."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from keepword.brands.models import Brand
from keepword.conversations.arranging import add_inbox, tag_addresses
from keepword.conversations.models import Inbox
from keepword.people.models import Team
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page
from keepword.web.settings.channels.wanting import panel
from keepword.web.settings.paging import paged
from keepword.web.settings.shell import settings_page


class InboxForm(DeskForm):
    name = forms.CharField(label=pgettext_lazy("of a thing", "Name"), max_length=120)
    address = forms.EmailField(label=_("Address"), max_length=254)
    brand = forms.ModelChoiceField(label=_("Brand"), queryset=Brand.objects.order_by("id"), empty_label=None)
    teams = forms.ModelMultipleChoiceField(
        label=_("Only for these teams"),
        queryset=Team.objects.order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none to open it to everybody."),
    )

    def __init__(self, *args: Any, inbox: Inbox | None = None, **kwargs: Any) -> None:
        """`inbox` is the one that is changed, None for a new one."""
        self.inbox = inbox
        super().__init__(*args, **kwargs)

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        taken = Inbox.objects.filter(address__iexact=address)  # house: an address is taken whoever sees it
        if taken.exclude(pk=self.inbox.pk if self.inbox else 0).exists():
            raise ValidationError(_("There is an inbox with this address."))
        return address


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def show(request: AgentRequest) -> HttpResponse:
    form = InboxForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        inbox = add_inbox(**form.cleaned_data, by=request.user.as_actor)
        return redirect(f"{reverse('web:inboxes')}?added={inbox.pk}")
    query = request.GET.get("q", "").strip()
    found = Inbox.objects.visible_to(request.user).filter(Q(name__icontains=query) | Q(address__icontains=query))
    inboxes = found.select_related("brand").prefetch_related("teams").order_by("id")
    pager = paged(request, inboxes)
    context = {"form": form, "inboxes": pager.rows, "pager": pager, "query": query, "relay": settings.RELAY}
    context["panel"] = panel(request.user, request.POST)
    status = 422 if form.is_bound else 200
    return settings_page(request, "web/settings/inboxes.html", tab="inboxes", context=context, status=status)


@for_agents(may=MANAGE_SETTINGS)
@require_POST
def reply_addresses(request: AgentRequest, number: int) -> HttpResponse:
    """Whether answers carry an address of their own, "yes" or "no"."""
    inbox = get_object_or_404(Inbox.objects.visible_to(request.user), pk=number)
    tag_addresses(inbox, wanted=request.POST.get("takes_tags") == "yes", by=request.user.as_actor)
    return redirect(f"{reverse('web:inboxes')}?saved=yes")
