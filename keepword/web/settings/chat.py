"""Whether a brand chats: /settings/brands/<id>/chat."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from keepword.brands.models import Brand
from keepword.channels.chat.arranging import NoSite, arrange, sites_in
from keepword.channels.chat.models import GREETING_LENGTH
from keepword.channels.chat.visiting import setup_of
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.shell import settings_page


class ChatForm(DeskForm):
    is_on = forms.BooleanField(
        label=_("Chat with visitors"),
        required=False,
        help_text=_("Whoever takes chats hears it ring. When nobody does, visitors leave a message instead."),
    )
    greeting = forms.CharField(
        label=_("What visitors read first (optional)"),
        required=False,
        max_length=GREETING_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Without it they read our own words, each in their language."),
    )
    sites = forms.CharField(
        label=_("Sites that may show it, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr", "placeholder": "https://shop.example"}),
        help_text=_("No other site can put the chat on its pages. Its own page works without any."),
    )

    def clean_sites(self) -> list[str]:
        try:
            return sites_in(self.cleaned_data["sites"])
        except NoSite as bad:
            raise forms.ValidationError(
                gettext("“%(line)s” is not the address of a site. It should be like https://shop.example.")
                % {"line": bad.line}
            ) from bad


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    brand = get_object_or_404(Brand, pk=number)
    kept = setup_of(brand)
    initial = {"is_on": kept.is_on, "greeting": kept.greeting, "sites": "\n".join(kept.sites)}
    form = ChatForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        arrange(brand, by=request.user.as_actor, **form.cleaned_data)
        return redirect(f"{reverse('web:brand-chat', args=[brand.pk])}?saved=yes")
    context: dict[str, Any] = {
        "brand": brand,
        "form": form,
        "is_on": kept.is_on,
        "line": line_of(brand, host=settings.PUBLIC_ADDRESS or f"{request.scheme}://{request.get_host()}"),
    }
    status = 422 if form.is_bound else 200
    return settings_page(request, "web/settings/chat.html", tab="brands", context=context, status=status)


def line_of(brand: Brand, *, host: str) -> SafeString:
    """What a shop puts on its page."""
    return format_html('<script src="{}{}" async></script>', host, reverse("widget:script", args=[brand.slug]))
